namespace TorIntel.Pipelines;

/// <summary>How a tag is added to a record.</summary>
internal enum TagForm
{
    /// <summary>As the last member of a JSON object: <c>,"tor":{…}</c>.</summary>
    JsonMember,

    /// <summary>As a further column behind a tab.</summary>
    TabColumn,

    /// <summary>At the end of a line of text: <c> tor={…}</c>.</summary>
    TextSuffix,

    /// <summary>As a further column behind a comma, quoted by RFC 4180.</summary>
    CommaColumn,

    /// <summary>As a further column behind a space, without spaces in it.</summary>
    SpaceColumn,

    /// <summary>As a further column behind a semicolon, quoted by RFC 4180.</summary>
    SemicolonColumn,

    /// <summary>As a further column behind a vertical bar, quoted by RFC 4180.</summary>
    PipeColumn,
}
