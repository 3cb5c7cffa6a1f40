using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>A line of a document that could not be used, and why. The other lines are not affected.</summary>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Reason">The reason, for people.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LineError(long Line, string Reason);
