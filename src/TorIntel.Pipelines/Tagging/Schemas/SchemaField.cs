using System.Text;

namespace TorIntel.Pipelines;

/// <summary>A field that a schema may write.</summary>
/// <param name="path">Its path, with dots; in formats with columns its name.</param>
/// <param name="kind">What it holds.</param>
/// <param name="policy">What becomes of it if the event has it already.</param>
internal sealed class SchemaField(string path, FieldKind kind, FieldPolicy policy = FieldPolicy.SetIfAbsent)
{
    /// <summary>Gets the path.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the path as UTF-8.</summary>
    public byte[] Key { get; } = Encoding.UTF8.GetBytes(path);

    /// <summary>Gets what the field holds.</summary>
    public FieldKind Kind { get; } = kind;

    /// <summary>Gets what becomes of the field if the event has it already.</summary>
    public FieldPolicy Policy { get; } = policy;

    /// <summary>Gets a value indicating whether the path is one key in JSON, dots and all, rather than objects in objects.</summary>
    public bool IsOneKey { get; init; }

    /// <summary>Gets paths of which none may be there, so that what belongs together is from one hand.</summary>
    public IReadOnlyList<string> Group { get; init; } = [];

    /// <summary>Gets the path that is used in JSON if this one leads through something that is no object; null if the field is left out then.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Gets the name of the field as a column; the path unless it is said.</summary>
    public string Column { get => field ?? Path; init; }

    /// <summary>Gets the path of which any part tells, for a field of our own, that the event was tagged before; the field's unless it is said.</summary>
    public string Root { get => field ?? Path; init; }

    /// <summary>Gets the number of the field in its schema.</summary>
    public int Index { get; private set; }

    /// <summary>Gets the type of the column in Zeek's logs.</summary>
    public string ZeekType => Kind switch
    {
        FieldKind.Number => "int",
        FieldKind.Boolean => "bool",
        FieldKind.Time => "time",
        _ => "string",
    };

    public void SetIndex(int index) => Index = index;
}
