using System.Collections;

namespace TorIntel;

/// <summary>The state of an event with a tag: its attributes and ours; its message, made as ever.</summary>
internal sealed class TaggedState<TState>(List<KeyValuePair<string, object?>> attributes, TState state, Func<TState, Exception?, string> formatter)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    public static readonly Func<TaggedState<TState>, Exception?, string> Formatter = static (tagged, exception) => tagged.Format(exception);

    public int Count => attributes.Count;

    public KeyValuePair<string, object?> this[int index] => attributes[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => attributes.GetEnumerator();

    public override string ToString() => state?.ToString() ?? "";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string Format(Exception? exception) => formatter(state, exception);
}
