using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>The members of a JSON event that matter, by path: a tree of small hash tables, one for each object.</summary>
internal sealed class JsonKeyMap
{
    private const int SlotsPerKey = 4;

    private readonly Slot[] _slots;
    private readonly int _mask;

    private JsonKeyMap(IReadOnlyList<Slot> members)
    {
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)(members.Count * SlotsPerKey) + 1)];
        _mask = _slots.Length - 1;
        foreach (var member in members)
        {
            var index = Hash(member.Head, member.Key!) & _mask;
            while (_slots[index].Key is not null)
            {
                index = (index + 1) & _mask;
            }

            _slots[index] = member;
        }
    }

    /// <summary>Builds the tree.</summary>
    /// <param name="paths">Paths with <c>/</c> between keys, and what they hold; arrays on the way are passed through.</param>
    public static JsonKeyMap Create(IEnumerable<(string Path, EventMember Member)> paths) =>
        Create(paths.Select(entry => (entry.Path.Split('/'), new MappedMember(entry.Member, entry.Path.Replace('/', '.')))), depth: 0);

    /// <summary>Finds a key, its escapes resolved.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out MappedMember? member, out JsonKeyMap? child)
    {
        var head = Head(key);
        for (var index = Hash(head, key) & _mask; _slots[index].Key is { } expected; index = (index + 1) & _mask)
        {
            if (_slots[index].Head == head && expected.Length == key.Length && (key.Length <= 8 || key[8..].SequenceEqual(expected.AsSpan(8))))
            {
                member = _slots[index].Member;
                child = _slots[index].Child;
                return true;
            }
        }

        member = null;
        child = null;
        return false;
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

    // The first eight bytes, the last one and the length tell nearly all keys of an object apart.
    private static int Hash(ulong head, ReadOnlySpan<byte> key)
    {
        var last = key.IsEmpty ? 0u : key[^1];
        return (int)(((head + ((ulong)last << 32) + ((ulong)(uint)key.Length << 48)) * 0x9E37_79B9_7F4A_7C15) >> 33);
    }

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

    private readonly record struct Slot(ulong Head, byte[]? Key, MappedMember? Member, JsonKeyMap? Child);
}
