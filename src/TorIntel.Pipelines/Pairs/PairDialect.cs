namespace TorIntel.Pipelines;

/// <summary>How keys and values are written.</summary>
internal enum PairDialect
{
    /// <summary><c>key=value key="a value"</c>, with <c>\"</c> for a quote inside.</summary>
    Plain,

    /// <summary>As before, with words between them that are keys without a value: netfilter.</summary>
    Flags,

    /// <summary>Common Event Format: a header with pipes, then values up to the next <c> key=</c>.</summary>
    Cef,

    /// <summary>Log Event Extended Format: a header with pipes, then pairs with a separator that the header may name.</summary>
    Leef,
}
