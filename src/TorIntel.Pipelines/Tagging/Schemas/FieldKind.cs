namespace TorIntel.Pipelines;

/// <summary>What a field of a schema holds.</summary>
internal enum FieldKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An instant, in ISO 8601.</summary>
    Time,

    /// <summary>Several strings, joined by commas also in JSON.</summary>
    Words,

    /// <summary>Several strings, an array in JSON.</summary>
    List,

    /// <summary>A JSON object.</summary>
    Object,

    /// <summary>Several JSON objects, an array.</summary>
    Objects,
}
