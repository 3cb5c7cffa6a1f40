namespace TorIntel.Controls;

/// <summary>A row: a name with everything below it.</summary>
/// <param name="Suffix">The name without a leading dot, such as <c>onion</c> or <c>onion.ws</c>.</param>
/// <param name="Class">What it is.</param>
public readonly record struct ControlName(string Suffix, NameClass Class);
