namespace TorIntel;

/// <summary>The properties of events that are written at one place.</summary>
/// <param name="Place">The message template or the name of the logger; compared by reference.</param>
/// <param name="Names">The names of all properties, and what they hold.</param>
internal sealed record EventLayout(string Place, KeyValuePair<object, TorField>[] Names);
