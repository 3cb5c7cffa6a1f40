namespace TorIntel.Tests;

/// <summary>Text of an address.</summary>
public sealed record ValidText(string Text);
