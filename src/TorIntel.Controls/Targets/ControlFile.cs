namespace TorIntel.Controls;

/// <summary>A file of a target, whole and in memory: to be written beside the one that is there, flushed, and renamed over it.</summary>
/// <param name="Name">The customary name.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Result">What is in it.</param>
public sealed record ControlFile(string Name, ReadOnlyMemory<byte> Content, ControlResult Result);
