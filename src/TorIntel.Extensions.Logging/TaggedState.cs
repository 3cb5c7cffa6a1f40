using System.Collections;

namespace TorIntel;

/// <summary>The state of an event with a tag: its attributes and ours; its message, made as ever.</summary>
/// <remarks>Not generic: the compiler to native code (10.0.12) breaks off at a generic one.</remarks>
/// <param name="attributes">All attributes.</param>
/// <param name="state">What was logged.</param>
/// <param name="format">Makes the message.</param>
internal sealed class TaggedState(List<KeyValuePair<string, object?>> attributes, object? state, Func<Exception?, string> format) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public static readonly Func<TaggedState, Exception?, string> Formatter = static (tagged, exception) => tagged.Format(exception);

    public int Count => attributes.Count;

    public KeyValuePair<string, object?> this[int index] => attributes[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => attributes.GetEnumerator();

    public override string ToString() => state?.ToString() ?? "";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string Format(Exception? exception) => format(exception);
}
