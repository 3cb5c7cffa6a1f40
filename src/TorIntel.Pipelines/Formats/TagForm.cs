namespace TorIntel.Pipelines;

/// <summary>How a tag is added to a record.</summary>
internal enum TagForm
{
    /// <summary>As members of a JSON object, new ones last: <c>,"tor":{…}</c>.</summary>
    JsonMember,

    /// <summary>As further columns behind tabs.</summary>
    TabColumn,

    /// <summary>At the end of a line of text: <c> tor={…}</c>.</summary>
    TextSuffix,

    /// <summary>As further columns behind commas, quoted by RFC 4180.</summary>
    CommaColumn,

    /// <summary>As further columns behind semicolons, quoted by RFC 4180.</summary>
    SemicolonColumn,

    /// <summary>As further columns behind vertical bars, quoted by RFC 4180.</summary>
    BarColumn,

    /// <summary>As further columns behind blanks.</summary>
    SpaceColumn,

    /// <summary>As further <c>key=value</c> pairs, values in quotes where they need them.</summary>
    KeyValue,

    /// <summary>As further keys of a CEF extension.</summary>
    CefExtension,

    /// <summary>As further attributes of a LEEF event, behind the delimiter that its header names.</summary>
    LeefAttributes,
}
