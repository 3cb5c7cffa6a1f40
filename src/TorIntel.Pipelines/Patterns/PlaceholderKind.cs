namespace TorIntel.Pipelines;

/// <summary>What a placeholder of a pattern takes.</summary>
internal enum PlaceholderKind
{
    /// <summary>None: no placeholder stands there.</summary>
    None,

    /// <summary>Anything up to the text behind it.</summary>
    Any,

    /// <summary>One or more letters that are no white space.</summary>
    Word,

    /// <summary>An address or a host name.</summary>
    Host,

    /// <summary>An IP address.</summary>
    Address,

    /// <summary>One to five digits.</summary>
    Port,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>A date with the time of day, with or without a year and a zone.</summary>
    Time,
}
