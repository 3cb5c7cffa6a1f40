using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace TorIntel.MaxMind;

/// <summary>Writes databases in the MaxMind DB format 2.0 (<see href="https://maxmind.github.io/MaxMind-DB/"/>): values by IP prefix, of which the longest wins.</summary>
/// <remarks>
/// <para>
/// IPv4 lies at <c>::/96</c> of the IPv6 tree, where readers look for it. The families are apart, as everywhere in TorIntel: <c>::/0</c> covers no IPv4 address, and IPv6 prefixes
/// inside <c>::/96</c> are refused.
/// </para>
/// <para>
/// With <see cref="MmdbWriterOptions.AliasIPv4"/>, <c>::ffff:0:0/96</c> leads to the same nodes, and so does <c>2002::/16</c>: a 6to4 address has what the IPv4 address in it has.
/// What was added inside <c>2002::/16</c> stays: it wins over everything that the alias puts there, and the rest of the alias remains. A prefix that covers <c>2002::/16</c> fills what
/// the alias leaves empty. Teredo (<c>2001::/32</c>) is no alias: the IPv4 address that such an address begins with is that of a server, not of the host.
/// </para>
/// <para>
/// The file depends on what was added and not on the order, unless a prefix was added twice: then the last one counts, and the others leave no trace. Values and parts of them that are equal are stored once;
/// so are most nodes that are equal. Adding is O(1), writing O(n log n) in time and O(n) in memory, about 12 bytes for an IPv4 prefix and 16 for a node. For one thread at a time.
/// </para>
/// </remarks>
public sealed class MmdbWriter
{
    private const int SeparatorLength = 16;
    private const int BufferLength = 256 * 1024;
    private const int RecentValues = 1024;

    private readonly MmdbWriterOptions _options;
    private readonly long _buildEpoch;

    // As they were when they were checked, whatever becomes of the collections in the options.
    private readonly MmdbValue _databaseType;
    private readonly MmdbValue _description;
    private readonly MmdbValue _languages;
    private readonly Dictionary<MmdbValue, uint> _numbers = [];
    private readonly List<MmdbValue> _values = [];
    private readonly MmdbEntries4 _entries4 = new();
    private readonly List<MmdbEntry6> _entries6 = [];
    private readonly (MmdbValue? Value, uint Record)[] _recent = new (MmdbValue?, uint)[RecentValues]; // One place for each hash: the last one stays.
    private long _added6;

    /// <summary>Initializes a new instance of the <see cref="MmdbWriter"/> class, without prefixes.</summary>
    /// <param name="options">What the database says of itself, and its form.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">The size of records is not 24, 28 or 32, the time is not after 1970-01-01T00:00:00Z, a text is null or no text, or the metadata would take more than 128 KiB with their marker. The message names the property.</exception>
    public MmdbWriter(MmdbWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.RecordSize is not (null or 24 or 28 or 32))
        {
            throw new ArgumentException($"{nameof(options.RecordSize)}: records have 24, 28 or 32 bits.", nameof(options));
        }

        _options = options;
        _buildEpoch = options.BuildTime.ToUnixTimeSeconds();
        if (_buildEpoch <= 0)
        {
            throw new ArgumentException($"{nameof(options.BuildTime)}: the time is not after 1970-01-01T00:00:00Z, and libmaxminddb takes the number 0 for a time that is missing.", nameof(options));
        }

        _databaseType = Checked(options, nameof(options.DatabaseType), options.DatabaseType, MmdbValue.FromString);
        _description = Checked(options, nameof(options.Description), options.Description, texts => MmdbValue.FromMap([.. texts.Select(text => (text.Key, MmdbValue.FromString(text.Value)))]));
        _languages = Checked(options, nameof(options.Languages), options.Languages, texts => MmdbValue.FromArray([.. texts.Select(MmdbValue.FromString)]));
        var longest = DatabaseMetadata.Marker.Length + Metadata(uint.MaxValue, recordSize: 32).Length;
        if (longest > DatabaseMetadata.Within)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The metadata would take {longest} bytes with their marker, and readers look for it in the last {DatabaseMetadata.Within}."), nameof(options));
        }
    }

    /// <summary>Tells whether a prefix can be added to a tree of both families: all but IPv6 prefixes inside <c>::/96</c>, where IPv4 lies.</summary>
    /// <param name="prefix">The prefix.</param>
    public static bool CanHold(IPPrefix prefix) => prefix.IsIPv4 || prefix.Length < 96 || prefix.Address.High != 0 || prefix.Address.Low >> 32 != 0;

    /// <summary>Adds a prefix. Longer prefixes inside it, whenever they are added, win over it; an equal one replaces it.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="value">Its value, mostly a map; null for nothing, which cuts the prefix out of one that covers it.</param>
    /// <exception cref="InvalidOperationException">More prefixes of a family were added than an array can have, about two thousand millions.</exception>
    /// <exception cref="ArgumentException">An IPv6 prefix is inside <c>::/96</c> (see <see cref="CanHold"/>), or the tree has IPv4 only.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(IPPrefix prefix, MmdbValue? value)
    {
        if (prefix.IsIPv4)
        {
            _entries4.Add((uint)prefix.Address.Low, prefix.Length, RecordOf(value));
            return;
        }

        if (_options.IsIPv4Only || !CanHold(prefix))
        {
            throw new ArgumentException(_options.IsIPv4Only ? $"{prefix} is not IPv4." : $"{prefix} is inside ::/96, where IPv4 lies.", nameof(prefix));
        }

        _entries6.Add(new MmdbEntry6(prefix.Address.High, prefix.Address.Low, prefix.Length, _added6++, RecordOf(value)));
    }

    /// <summary>Writes the database. More may be added afterwards, and the whole written again.</summary>
    /// <remarks>A file may become larger than 4 GB, up to 8 GB of nodes and 2 GB of data. That is within the format, but most readers map or load a file whole, and some take no more than 2 GB.</remarks>
    /// <param name="stream">Where to write. It is written to forwards only, and neither flushed nor closed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidOperationException">It is too large for its records, or for those of 32 bits; nothing was written.</exception>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _entries4.Sort();
        SortEntries6();
        var tree = new MmdbTree(_entries4.Count + _entries6.Count);
        var order = new MmdbOrder(_values);
        Build(tree, order);
        var (data, offsets) = Layout(tree, order.Values);
        var recordSize = SizeOfRecords(tree.Count, data.LastOffset, _options.RecordSize);
        WriteNodes(tree, offsets, recordSize, stream);
        stream.Write(stackalloc byte[SeparatorLength]);
        stream.Write(data.Written);
        stream.Write(DatabaseMetadata.Marker);
        stream.Write(Metadata((uint)tree.Count, recordSize));
    }

    /// <summary>Chooses the bits of a record.</summary>
    /// <param name="nodeCount">The number of nodes.</param>
    /// <param name="lastOffset">The highest offset of data that a record leads to.</param>
    /// <param name="wanted">What was asked for, or null.</param>
    /// <exception cref="InvalidOperationException">No record can have so high a number.</exception>
    internal static int SizeOfRecords(long nodeCount, long lastOffset, int? wanted)
    {
        var highest = nodeCount + SeparatorLength + lastOffset;
        var needed = highest < 1L << 24 ? 24 : highest < 1L << 28 ? 28 : highest < 1L << 32 ? 32 : int.MaxValue;
        return needed <= (wanted ?? 32)
            ? wanted ?? needed
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The database is too large for records of {wanted ?? 32} bits: {nodeCount} nodes, and data up to {lastOffset}."));
    }

    private static MmdbValue Checked<T>(MmdbWriterOptions options, string property, T? value, Func<T, MmdbValue> make)
        where T : class
    {
        if (value is null)
        {
            throw new ArgumentException($"{property} is null.", nameof(options));
        }

        try
        {
            return make(value);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{property}: {e.Message}", nameof(options), e);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint RecordOf(MmdbValue? value)
    {
        if (value is null)
        {
            return MmdbTree.Nothing;
        }

        ref var recent = ref _recent[value.GetHashCode() & (RecentValues - 1)];
        if (!ReferenceEquals(recent.Value, value))
        {
            if (!_numbers.TryGetValue(value, out var number))
            {
                number = (uint)_values.Count;
                _numbers.Add(value, number);
                _values.Add(value);
            }

            recent = (value, MmdbTree.OfValue(number));
        }

        return recent.Record;
    }

    // Of equal ones the one that was added last is kept.
    private void SortEntries6()
    {
        _entries6.Sort(MmdbEntry6.Compare);
        var kept = 0;
        for (var i = 0; i < _entries6.Count; i++)
        {
            if (i + 1 == _entries6.Count || !_entries6[i].HasPrefixOf(_entries6[i + 1]))
            {
                _entries6[kept++] = _entries6[i];
            }
        }

        _entries6.RemoveRange(kept, _entries6.Count - kept);
    }

    private void Build(MmdbTree tree, MmdbOrder order)
    {
        tree.Begin();
        _entries4.InsertInto(tree, order);
        if (_options.IsIPv4Only)
        {
            tree.End();
            return;
        }

        // An alias is put where an entry of the same prefix would be, before it.
        var ipv4 = tree.EndPart();
        List<MmdbEntry6> entries = [new MmdbEntry6(0, 0, 96, -1, ipv4), .. _entries6];
        if (_options.AliasIPv4)
        {
            entries.Add(new MmdbEntry6(0, 0xFFFFUL << 32, 96, -1, ipv4));
            entries.Add(new MmdbEntry6(0x2002UL << 48, 0, 16, -1, ipv4, IsFilled: true));
        }

        entries.Sort(MmdbEntry6.Compare);
        tree.Begin();
        foreach (var entry in entries)
        {
            // The places of IPv4 have been renumbered.
            tree.Insert(entry.High, entry.Low, entry.Length, entry.Order < 0 ? entry.Record : order.Renumber(entry.Record), entry.IsFilled);
        }

        tree.End();
    }

    // Values come in the order in which the nodes lead to them; those that no node leads to are left out.
    private static (MmdbData Data, int[] Offsets) Layout(MmdbTree tree, List<MmdbValue> values)
    {
        var data = new MmdbData(sharesParts: true);
        var offsets = new int[values.Count];
        Array.Fill(offsets, -1);
        var missing = values.Count;
        foreach (var part in tree.PartsFromLast())
        {
            var nodes = part.Span;
            for (var i = nodes.Length - 1; i >= 0 && missing != 0; i--)
            {
                Place((uint)(nodes[i] >> 32));
                Place((uint)nodes[i]);
            }
        }

        return (data, offsets);

        void Place(uint record)
        {
            if (MmdbTree.IsValue(record) && offsets[MmdbTree.ValueOf(record)] < 0)
            {
                offsets[MmdbTree.ValueOf(record)] = data.Add(values[MmdbTree.ValueOf(record)]);
                missing--;
            }
        }
    }

    // The first node is the last of all: they are written backwards.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteNodes(MmdbTree tree, int[] offsets, int recordSize, Stream stream)
    {
        var count = (uint)tree.Count;
        var buffer = new byte[BufferLength + sizeof(ulong)];
        var length = 0;
        foreach (var part in tree.PartsFromLast())
        {
            var nodes = part.Span;
            for (var i = nodes.Length - 1; i >= 0; i--)
            {
                ulong left = NumberOf((uint)(nodes[i] >> 32), count, offsets);
                ulong right = NumberOf((uint)nodes[i], count, offsets);
                var node = recordSize switch
                {
                    24 => (left << 40) | (right << 16),
                    28 => ((left & 0xFF_FFFF) << 40) | (left >> 24 << 36) | (right << 8),
                    _ => (left << 32) | right,
                };
                BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(length), node);
                length += recordSize / 4;
                if (length >= BufferLength)
                {
                    stream.Write(buffer, 0, length);
                    length = 0;
                }
            }
        }

        stream.Write(buffer, 0, length);
    }

    // Nothing is the number of nodes, as if it were a node at the place -1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NumberOf(uint record, uint count, int[] offsets) =>
        MmdbTree.IsValue(record) ? count + SeparatorLength + (uint)offsets[MmdbTree.ValueOf(record)] : count - (record >> 1);

    private ReadOnlySpan<byte> Metadata(uint nodeCount, int recordSize)
    {
        var metadata = new MmdbData(sharesParts: false);
        metadata.Add(MmdbValue.FromMap(
            ("binary_format_major_version", MmdbValue.FromUInt16(2)),
            ("binary_format_minor_version", MmdbValue.FromUInt16(0)),
            ("build_epoch", MmdbValue.FromUInt64((ulong)_buildEpoch)),
            ("database_type", _databaseType),
            ("description", _description),
            ("ip_version", MmdbValue.FromUInt16((ushort)(_options.IsIPv4Only ? 4 : 6))),
            ("languages", _languages),
            ("node_count", MmdbValue.FromUInt32(nodeCount)),
            ("record_size", MmdbValue.FromUInt16((ushort)recordSize))));
        return metadata.Written;
    }
}
