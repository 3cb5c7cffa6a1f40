using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>What properties hold, by name: asked for each property of each event, of which most are not in it.</summary>
/// <remarks>Names are told apart by their length and three of their characters; those that fall on one place are compared one after the other.</remarks>
internal sealed class FieldTable
{
    // For each length, modulo 64, which characters, modulo 64, a name begins with: nearly all other names fail here.
    private readonly ulong[] _starts = new ulong[64];
    private readonly Entry?[] _places;
    private readonly int _shift;

    public FieldTable(IEnumerable<KeyValuePair<string, TorField>> fields)
    {
        var list = fields.ToArray();
        var bits = 5;
        while (1 << bits < 8 * list.Length)
        {
            bits++;
        }

        _places = new Entry?[1 << bits];
        _shift = 32 - bits;
        foreach (var (name, field) in list)
        {
            if (name.Length == 0)
            {
                throw new ArgumentException("A field has no name.", nameof(fields));
            }

            _starts[name.Length & 63] |= 1ul << name[0];
            ref var place = ref _places[Hash(name) >> _shift];
            place = new Entry(name, field, place);
        }
    }

    /// <summary>Gives what a property holds, or <see cref="TorField.None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TorField Find(string name)
    {
        // The terminating zero is what an empty name begins with.
        var start = name.GetPinnableReference();
        return ((_starts[name.Length & 63] >> start) & 1) == 0 ? TorField.None : FindCandidate(name);
    }

    private TorField FindCandidate(string name)
    {
        for (var entry = name.Length == 0 ? null : _places[Hash(name) >> _shift]; entry is not null; entry = entry.Next)
        {
            if (string.Equals(entry.Name, name, StringComparison.Ordinal))
            {
                return entry.Field;
            }
        }

        return TorField.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(string name)
    {
        var length = name.Length;
        var ends = name[0] | ((uint)name[length - 1] << 16);
        var middle = (uint)name[length >> 1] | ((uint)length << 16);
        return (ends ^ (middle * 0x85EB_CA6B)) * 0x9E37_79B1;
    }

    private sealed record Entry(string Name, TorField Field, Entry? Next);
}
