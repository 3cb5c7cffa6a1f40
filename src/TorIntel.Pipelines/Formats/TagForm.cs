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
}
