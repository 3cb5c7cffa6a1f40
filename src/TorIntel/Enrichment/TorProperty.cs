namespace TorIntel;

/// <summary>A property of a log event.</summary>
/// <param name="Name">What it is called in the event; evidence names it.</param>
/// <param name="Field">What it holds.</param>
/// <param name="Value">Its value: text, a number, <see cref="System.Net.IPAddress"/>, <see cref="System.Net.EndPoint"/>, <see cref="Uri"/>, or an array of texts of which the first counts.</param>
public readonly record struct TorProperty(string Name, TorField Field, object? Value);
