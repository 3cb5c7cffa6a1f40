using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>A name of an event that says something, or might together with an address.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NameFinding(NameClass Class, EventField Field, byte Ordinal);
