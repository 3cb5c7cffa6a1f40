using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace TorIntel;

/// <summary>The suffixes of <c>names.txt</c>, found by the last six bytes of a name.</summary>
internal sealed class NameTable
{
    // All suffixes are at least six bytes long, ".onion" included; "onion" itself is asked for apart.
    private const int TailLength = 6;
    private const ulong CaseBits = 0x2020_2020_2020;

    // A dot in the last place of eight characters.
    private static readonly Vector128<ushort> s_trimmed = Vector128.Create(0, 0, 0, 0, 0, 0, 0, (ushort)'.');

    private readonly (byte[] Suffix, NameClass Class)[] _suffixes; // longest first
    private readonly uint[] _tailFilter = new uint[1024 / 32];

    private NameTable(string version, List<(byte[] Suffix, NameClass Class)> suffixes)
    {
        Version = version;
        _suffixes = [.. suffixes.OrderByDescending(entry => entry.Suffix.Length)];
        foreach (var (suffix, _) in _suffixes)
        {
            var hash = HashTail(suffix);
            _tailFilter[hash >> 5] |= 1u << (int)(hash & 31);
        }
    }

    public string Version { get; }

    public IEnumerable<(string Suffix, NameClass Class)> Suffixes => _suffixes.Select(entry => (Encoding.ASCII.GetString(entry.Suffix).TrimStart('.'), entry.Class));

    public static NameTable Read()
    {
        var version = "";
        List<(byte[] Suffix, NameClass Class)> suffixes = [(".onion"u8.ToArray(), NameClass.OnionInvalid)];
        foreach (var words in EmbeddedTable.ReadRows("names.txt"))
        {
            if (words[0] is "version")
            {
                version = words[1];
                continue;
            }

            var nameClass = words[0] switch
            {
                "gateway" => NameClass.Tor2web,
                "project" => NameClass.TorProject,
                "project-use" => NameClass.TorProjectUse,
                _ => throw new InvalidOperationException($"names.txt has a row of unknown kind '{words[0]}'."),
            };
            suffixes.Add((Encoding.ASCII.GetBytes(words[1]), nameClass));
        }

        return new NameTable(version, suffixes);
    }

    public NameClass Classify(ReadOnlySpan<byte> name)
    {
        if (name.Length < TailLength)
        {
            return Ascii.EqualsIgnoreCase(name, "onion"u8) ? NameClass.OnionInvalid : NameClass.None;
        }

        var hash = HashTail(name);
        return ((_tailFilter[hash >> 5] >> (int)hash) & 1) == 0 ? NameClass.None : ClassifyCandidate(name);
    }

    /// <summary>Tells whether a name, perhaps with a trailing dot and a port, can have one of the suffixes. Goes by its end alone, without a copy of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayBeKnown(ReadOnlySpan<char> name)
    {
        if (name.Length < Vector128<ushort>.Count)
        {
            return true;
        }

        // Behind a dot or a port the suffix lies further in front: that is looked at in full. So may be what is no ASCII, which becomes something else here.
        var end = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(name)), (nuint)(name.Length - Vector128<ushort>.Count));
        var isCut = Vector128.Equals(end, s_trimmed) | Vector128.Equals(end, Vector128.Create((ushort)':'));
        var hash = HashTail(Vector128.Narrow(end, end).AsUInt64().ToScalar() >> 16);
        return isCut != Vector128<ushort>.Zero || ((_tailFilter[hash >> 5] >> (int)hash) & 1) != 0;
    }

    private static uint HashTail(ReadOnlySpan<byte> name) =>
        HashTail((ulong)BinaryPrimitives.ReadUInt32LittleEndian(name[^TailLength..]) | ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(name[^2..]) << 32));

    private static uint HashTail(ulong tail) => (uint)(((tail | CaseBits) * 0x9E37_79B9_7F4A_7C15) >> 54);

    private NameClass ClassifyCandidate(ReadOnlySpan<byte> name)
    {
        foreach (var (suffix, nameClass) in _suffixes)
        {
            var boundary = name.Length - suffix.Length;
            if (boundary < 0 || !Ascii.EqualsIgnoreCase(name[boundary..], suffix))
            {
                continue;
            }

            if (suffix[0] == '.')
            {
                return ClassifyOnion(name[..boundary]);
            }

            if (boundary == 0)
            {
                return nameClass;
            }

            if (name[boundary - 1] == '.')
            {
                return nameClass == NameClass.Tor2web && OnionAddress.HasForm(LastLabel(name[..(boundary - 1)])) ? NameClass.Tor2webOnion : nameClass;
            }
        }

        return NameClass.None;
    }

    private static NameClass ClassifyOnion(ReadOnlySpan<byte> name) => OnionAddress.Classify(LastLabel(name)) switch
    {
        OnionVersion.V3 => NameClass.OnionV3,
        OnionVersion.V2 => NameClass.OnionV2,
        _ => NameClass.OnionInvalid,
    };

    private static ReadOnlySpan<byte> LastLabel(ReadOnlySpan<byte> name) => name[(name.LastIndexOf((byte)'.') + 1)..];
}
