using System.Buffers;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>The keys that a mapping asks for. Finds them by their bytes.</summary>
internal sealed class PairKeys
{
    private const int SlotCount = 256;

    private static readonly SearchValues<byte> s_letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-[]"u8);

    private readonly MappedMember[]?[] _slots = new MappedMember[SlotCount][];
    private readonly byte[][] _unset;

    public PairKeys(IEnumerable<MappedMember> members, IEnumerable<string> unset)
    {
        foreach (var group in members.GroupBy(member => SlotOf(member.Path)))
        {
            _slots[group.Key] = [.. group];
        }

        _unset = [.. unset.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Tells whether a text can be a key.</summary>
    public static bool IsKey(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(s_letters);

    /// <summary>Gives what a key holds; null if nothing that matters.</summary>
    public MappedMember? Find(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty || _slots[SlotOf(key)] is not { } members)
        {
            return null;
        }

        foreach (var member in members)
        {
            if (key.SequenceEqual(member.Path))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>Takes in a value, unless it stands for none.</summary>
    public void Capture(ReadOnlySpan<byte> text, EventRecord record, MappedMember member, int start, int end)
    {
        if (start >= end)
        {
            return;
        }

        foreach (var value in _unset)
        {
            if (text[start..end].SequenceEqual(value))
            {
                return;
            }
        }

        record.Capture(member, start, end - start);
    }

    private static int SlotOf(ReadOnlySpan<byte> key) => ((key[0] * 7) + (key[^1] * 31) + (key.Length * 11)) & (SlotCount - 1);
}
