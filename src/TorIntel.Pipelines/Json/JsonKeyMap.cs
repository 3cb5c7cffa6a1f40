using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>The members of a JSON event that matter, by path: a tree of small hash tables, one for each object.</summary>
internal sealed class JsonKeyMap
{
    private const int SlotsPerKey = 4;
    private const int MaxNamesInAllWays = 4;

    private static readonly Slot[] s_nothing = new Slot[1];

    private readonly Slot[] _slots;
    private readonly ulong _beginnings; // One bit for each sum of a first byte and a length, by its low six bits.
    private readonly int _mask;

    private JsonKeyMap(IReadOnlyList<Slot> members)
    {
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)(members.Count * SlotsPerKey) + 1)];
        _mask = _slots.Length - 1;
        foreach (var member in members)
        {
            _beginnings |= 1ul << (member.Key![0] + (member.Key.Length * 5));
            var index = Hash(member.Head, member.Key[^1], member.Key.Length) & _mask;
            while (_slots[index].Key is not null)
            {
                index = (index + 1) & _mask;
            }

            _slots[index] = member;
        }
    }

    /// <summary>Gets the map in which nothing is sought.</summary>
    public static JsonKeyMap Empty { get; } = new([]);

    /// <summary>Builds the tree.</summary>
    /// <param name="paths">
    /// Paths with dots, and what they hold. A dot is one within a key or stands between two, nested: both are found. Arrays on the way are passed through.
    /// </param>
    public static JsonKeyMap Create(IEnumerable<(string Path, MappedMember Member)> paths) =>
        Create(paths.SelectMany(entry => Readings(entry.Path.Split('.')).Select(keys => (keys, entry.Member))).ToList(), depth: 0);

    /// <summary>Gets an entry without anything.</summary>
    public static ref readonly Slot Nothing => ref s_nothing[0];

    /// <summary>Tells whether there may be a key of this first byte and length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayHave(byte first, int length) => ((_beginnings >> (first + (length * 5))) & 1) != 0;

    /// <summary>Finds what is sought under a key, its escapes resolved; an entry without anything if it is none of the map's.</summary>
    public ref readonly Slot Find(ReadOnlySpan<byte> key) => ref Find(ref MemoryMarshal.GetReference(key), key.Length, key.Length);

    /// <summary>Finds what is sought under a key.</summary>
    /// <param name="key">The first byte of the key.</param>
    /// <param name="length">Its length.</param>
    /// <param name="readable">How many bytes can be read from there on.</param>
    public ref readonly Slot Find(ref byte key, int length, int readable)
    {
        if (length == 0 || !MayHave(key, length))
        {
            return ref Nothing;
        }

        var head = readable >= 8
            ? Unsafe.ReadUnaligned<ulong>(ref key) & (ulong.MaxValue >> (64 - (8 * Math.Min(length, 8))))
            : Head(MemoryMarshal.CreateReadOnlySpan(ref key, length));
        var index = Hash(head, Unsafe.Add(ref key, length - 1), length) & _mask;
        while (true)
        {
            ref readonly var slot = ref _slots[index];
            if (slot.Key is null
                || (slot.Head == head && slot.Key.Length == length
                    && (length <= 8 || MemoryMarshal.CreateReadOnlySpan(ref key, length).SequenceEqual(slot.Key))))
            {
                return ref slot;
            }

            index = (index + 1) & _mask;
        }
    }

    private static JsonKeyMap Create(IEnumerable<(string[] Keys, MappedMember Member)> paths, int depth)
    {
        List<Slot> members = [];
        foreach (var group in paths.GroupBy(path => path.Keys[depth], StringComparer.Ordinal))
        {
            var key = Encoding.UTF8.GetBytes(group.Key);
            var leaf = group.FirstOrDefault(path => path.Keys.Length == depth + 1).Member;
            var deeper = group.Where(path => path.Keys.Length > depth + 1).ToArray();
            members.Add(new Slot(Head(key), key, leaf, deeper.Length == 0 ? null : Create(deeper, depth + 1)));
        }

        return new JsonKeyMap(members);
    }

    // "a.b.c" as one key, as "a" and "b.c", as "a.b" and "c", and as all three. Of long paths there were too many: one key, or all nested.
    private static IEnumerable<string[]> Readings(string[] names)
    {
        if (names.Length > MaxNamesInAllWays)
        {
            yield return names;
            yield return [string.Join('.', names)];
            yield break;
        }

        for (var length = 1; length < names.Length; length++)
        {
            var first = string.Join('.', names[..length]);
            foreach (var rest in Readings(names[length..]))
            {
                yield return [first, .. rest];
            }
        }

        yield return [string.Join('.', names)];
    }

    // The first eight bytes, the last one and the length tell nearly all keys of an object apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ulong head, byte last, int length) =>
        (int)(((head + ((ulong)last << 32) + ((ulong)(uint)length << 48)) * 0x9E37_79B9_7F4A_7C15) >> 33);

    private static ulong Head(ReadOnlySpan<byte> key)
    {
        if (key.Length >= 8)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(key);
        }

        if (key.Length >= 4)
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(key) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(key[^4..]) << (8 * (key.Length - 4)));
        }

        return key.Length switch
        {
            3 => key[0] | ((ulong)key[1] << 8) | ((ulong)key[2] << 16),
            2 => key[0] | ((ulong)key[1] << 8),
            1 => key[0],
            _ => 0,
        };
    }

    /// <summary>A key, and what is sought under it.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Slot(ulong Head, byte[]? Key, MappedMember? Member, JsonKeyMap? Child);
}
