using System.Runtime.InteropServices;

namespace TorIntel.Pipelines;

/// <summary>Where the value of a field stands in a record; without the quotes of a JSON string.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FieldSlice(MappedMember Field, int Start, int Length);
