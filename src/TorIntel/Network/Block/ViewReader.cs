using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Reads a view's block: checks every reference once, copies the tables that are asked for each hit, and leaves index and texts where they lie.</summary>
internal ref struct ViewReader
{
    private const byte AllRoles = (byte)((int)RelayTable.AllRoles | ((int)RelayTable.VerifiableRoles << RelayTable.VerifiedShift));

    private readonly ReadOnlyMemory<byte> _block;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ViewLayout _layout;

    private ViewReader(ReadOnlyMemory<byte> block)
    {
        _block = block;
        _bytes = block.Span;
        Require(BitConverter.IsLittleEndian, "views are stored little-endian");
        Require(_bytes.StartsWith(ViewLayout.MagicBytes), "it does not begin as a view does");
        Require(_bytes.Length >= Unsafe.SizeOf<ViewLayout>(), "shorter than its header");
        _layout = MemoryMarshal.Read<ViewLayout>(_bytes);
        Require(_layout.Version == ViewLayout.CurrentVersion, $"version {_layout.Version}, expected {ViewLayout.CurrentVersion}");
        Require(_layout.BlockLength >= Unsafe.SizeOf<ViewLayout>() && _layout.BlockLength <= _bytes.Length, "cut");
        _block = block[.._layout.BlockLength];
        _bytes = _block.Span;
    }

    /// <summary>Tells how long a view says that it is; 0 if it does not begin as one.</summary>
    public static int LengthOf(ReadOnlySpan<byte> start) =>
        start.StartsWith(ViewLayout.MagicBytes) && start.Length >= Unsafe.SizeOf<ViewLayout>() ? MemoryMarshal.Read<ViewLayout>(start).BlockLength : 0;

    public static TorNetwork Read(ReadOnlyMemory<byte> block)
    {
        using var pin = block.Pin(); // A span of a mapped file does not keep it mapped.
        return new ViewReader(block).Read();
    }

    public static InvalidDataException Damaged(string reason) => new("The block is no usable view: " + reason + ".");

    private static void Require(bool condition, string reason)
    {
        if (!condition)
        {
            throw Damaged(reason);
        }
    }

    private readonly TorNetwork Read()
    {
        var (authoritiesVersion, sources) = SourceSection.Read(_bytes.Slice(OffsetOf<byte>(_layout.Sources, _layout.SourcesLength), _layout.SourcesLength));
        var addresses = ReadAddresses();
        var relays = ReadRelays();
        var index = IPPrefixIndex.LoadRows(_block.Slice(OffsetOf<byte>(_layout.Index, _layout.IndexLength), _layout.IndexLength), _layout.AddressCount);
        var network = new TorNetwork(index, addresses, relays, sources);
        return string.Equals(authoritiesVersion, DirectoryAuthorities.Version, StringComparison.Ordinal) ? network : WithOwnAuthorities(network);
    }

    // The table of authorities is part of every view. One of another release is replaced by ours, at the price of a new index.
    private static TorNetwork WithOwnAuthorities(TorNetwork network)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        builder.AddNetwork(network);
        return builder.Build();
    }

    private readonly AddressTable ReadAddresses()
    {
        Require(_layout is { AddressCount: >= 0 and < int.MaxValue, AttachmentCount: >= 0, RelayCount: >= 0 }, "negative count");
        var flags = Copy<AddressFlags>(_layout.Flags, _layout.AddressCount);
        Require(!MemoryMarshal.AsBytes<AddressFlags>(flags).ContainsAnyExceptInRange((byte)0, (byte)(AddressFlags.Listed | AddressFlags.Authority)), "flags of an address");
        var first = Copy<int>(_layout.FirstAttachments, _layout.AddressCount + 1L);
        Require(first[0] == 0 && first[^1] == _layout.AttachmentCount, "attachments of the first or last address");
        var isWrong = false;
        for (var i = 1; i < first.Length; i++)
        {
            isWrong |= (uint)(first[i] - first[i - 1]) > TorNetworkBuilder.MaxRelaysPerAddress;
        }

        Require(!isWrong, "attachments of an address");
        var attachments = Copy<Attachment>(_layout.Attachments, _layout.AttachmentCount);
        foreach (var attachment in attachments)
        {
            isWrong |= attachment.Relay >= _layout.RelayCount || attachment.Kind > AttachmentKind.ExitAddress;
        }

        Require(!isWrong, "relay at an address");
        return new AddressTable(flags, first, attachments);
    }

    private readonly RelayTable ReadRelays()
    {
        var fingerprints = Copy<RelayFingerprint>(_layout.Fingerprints, _layout.RelayCount);
        var roles = Copy<byte>(_layout.Roles, _layout.RelayCount);
        Require(!roles.AsSpan().ContainsAnyExceptInRange((byte)0, AllRoles), "roles of a relay");
        Require(_layout.Nicknames.Count == 0 || _layout.Nicknames.Count == _layout.RelayCount, "number of nicknames");
        return new RelayTable(
            fingerprints,
            roles,
            ReadPolicies(),
            ReadSeen(),
            ReadTexts(in _layout.Nicknames, RelayTable.DecodeNickname),
            ReadTexts(in _layout.ExitPolicies, RelayTable.DecodePolicy),
            ReadTexts(in _layout.Summaries, RelayTable.DecodeSummary));
    }

    private readonly RelayPolicies[] ReadPolicies()
    {
        var policies = _layout.Policies == 0 ? [] : Copy<RelayPolicies>(_layout.Policies, _layout.RelayCount);
        var isWrong = false;
        foreach (ref readonly var relay in policies.AsSpan())
        {
            isWrong |= (uint)relay.Exact > (uint)_layout.ExitPolicies.Count
                || (uint)relay.Summary > (uint)_layout.Summaries.Count
                || (uint)relay.SummaryIPv6 > (uint)_layout.Summaries.Count;
        }

        Require(!isWrong, "policy of a relay");
        return policies;
    }

    private readonly ReadOnlyMemory<byte> ReadSeen()
    {
        if (_layout.Seen == 0)
        {
            return default;
        }

        var isWrong = false;
        foreach (ref readonly var seen in Section<RelaySeen>(_layout.Seen, _layout.RelayCount))
        {
            isWrong |= !seen.IsValid;
        }

        Require(!isWrong, "time of a relay");
        return _block.Slice(_layout.Seen, _layout.RelayCount * Unsafe.SizeOf<RelaySeen>());
    }

    private readonly TextTable<T> ReadTexts<T>(in TextLayout texts, TextDecoder<T> decode)
        where T : class
    {
        Require(texts is { Count: >= 0, TextLength: >= 0 }, "negative count");
        _ = OffsetOf<byte>(texts.Text, texts.TextLength);
        var before = 0;
        var isWrong = false;
        foreach (var end in Section<int>(texts.Ends, texts.Count))
        {
            isWrong |= end < before;
            before = end;
        }

        Require(!isWrong && before <= texts.TextLength, "end of a text");
        return new TextTable<T>(_block.Slice(texts.Ends, texts.Count * sizeof(int)), _block.Slice(texts.Text, texts.TextLength), decode);
    }

    private readonly T[] Copy<T>(int offset, long count)
        where T : unmanaged => Section<T>(offset, count).ToArray();

    private readonly ReadOnlySpan<T> Section<T>(int offset, long count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_bytes.Slice(OffsetOf<T>(offset, count), (int)count * Unsafe.SizeOf<T>()));

    private readonly int OffsetOf<T>(int offset, long count)
        where T : unmanaged
    {
        Require(count >= 0 && offset > 0 && offset % IndexLayout.Alignment == 0 && offset + (count * Unsafe.SizeOf<T>()) <= _bytes.Length, "section outside the block");
        return offset;
    }
}
