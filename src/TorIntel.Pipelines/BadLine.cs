using System.Runtime.InteropServices;

namespace TorIntel.Pipelines;

/// <summary>A line that could not be read; it was passed on unchanged.</summary>
/// <param name="Source">The name of the input.</param>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Reason">The reason, for people.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BadLine(string Source, long Line, string Reason);
