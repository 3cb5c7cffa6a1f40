using System.Collections;

namespace TorIntel.Tests;

/// <summary>A struct, as the states of loggers are, that is read by index only and counts it.</summary>
internal readonly struct AttributeState(params KeyValuePair<string, object?>[] pairs) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public List<int> Reads { get; } = [];

    public int Count => pairs.Length;

    public KeyValuePair<string, object?> this[int index]
    {
        get
        {
            Reads.Add(index);
            return pairs[index];
        }
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => throw new InvalidOperationException("is read by index");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
