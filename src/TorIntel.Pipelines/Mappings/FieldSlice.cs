using System.Runtime.InteropServices;

namespace TorIntel.Pipelines;

/// <summary>Where the value of a field stands in a record; without the quotes of a JSON string.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FieldSlice
{
    public MappedMember Field { get; private set; }

    public int Start { get; private set; }

    public int Length { get; private set; }

    public void Set(MappedMember field, int start, int length)
    {
        // Records of one log have the same fields: writing a reference to the heap costs more than comparing it.
        if (!ReferenceEquals(Field, field))
        {
            Field = field;
        }

        Start = start;
        Length = length;
    }
}
