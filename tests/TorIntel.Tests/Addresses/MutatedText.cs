namespace TorIntel.Tests;

/// <summary>Text of an address, endpoint or prefix with a few characters changed, added or missing.</summary>
public sealed record MutatedText(string Text);
