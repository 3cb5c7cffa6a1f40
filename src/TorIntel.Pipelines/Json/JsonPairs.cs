using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Members of the objects of an array that are told by another member: <c>headers[name=Host].value</c>.</summary>
internal sealed class JsonPairs
{
    private readonly PairMember _name;
    private readonly PairMember _value;
    private readonly List<(byte[] Name, MappedMember Member)> _sought = [];

    public JsonPairs(string name, string value)
    {
        _name = new PairMember(this, isName: true, name);
        _value = new PairMember(this, isName: false, value);
    }

    /// <summary>Gets the paths of the name and of the value.</summary>
    public IEnumerable<(string Path, MappedMember Member)> Paths => [(Encoding.UTF8.GetString(_name.Path), _name), (Encoding.UTF8.GetString(_value.Path), _value)];

    /// <summary>Gets a value indicating whether any of them can be evidence or tell of some.</summary>
    public bool IsTelling => _sought.Exists(entry => entry.Member.Member <= EventMember.LastTelling);

    public bool Is(string name, string value) => _name.Path.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(name)) && _value.Path.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(value));

    public void Add(string name, MappedMember member) => _sought.Add((Encoding.UTF8.GetBytes(name), member));

    /// <summary>Captures the values of a record's pairs, as far as they are sought.</summary>
    public static void Resolve(ReadOnlySpan<byte> text, EventRecord record)
    {
        for (var i = 0; i < record.Collected.Count; i++)
        {
            var name = record.Collected[i];
            if (name.Field is PairMember { IsName: true } member
                && member.Pairs.Find(text.Slice(name.Start, name.Length)) is { } sought
                && (TryGetValue(text, record, i, i + 1, out var value) || TryGetValue(text, record, i, i - 1, out value)))
            {
                record.Capture(sought, value.Start, value.Length);
            }
        }
    }

    // The value stands before or behind the name in the same object, so there is no brace between them.
    private static bool TryGetValue(ReadOnlySpan<byte> text, EventRecord record, int index, int other, out FieldSlice value)
    {
        value = (uint)other < (uint)record.Collected.Count ? record.Collected[other] : default;
        var name = record.Collected[index];
        if (value.Field is not PairMember { IsName: false } member || member.Pairs != ((PairMember)name.Field).Pairs)
        {
            return false;
        }

        var (first, second) = other > index ? (name, value) : (value, name);
        return !text[(first.Start + first.Length)..second.Start].ContainsAny((byte)'{', (byte)'}');
    }

    private MappedMember? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (sought, member) in _sought)
        {
            if (Ascii.EqualsIgnoreCase(name, sought))
            {
                return member;
            }
        }

        return null;
    }

    private sealed class PairMember(JsonPairs pairs, bool isName, string path) : MappedMember(EventMember.Pair, path)
    {
        public JsonPairs Pairs { get; } = pairs;

        public bool IsName { get; } = isName;
    }
}
