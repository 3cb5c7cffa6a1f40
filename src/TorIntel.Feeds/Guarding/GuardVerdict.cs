namespace TorIntel.Feeds;

/// <summary>What the guard says of a document.</summary>
internal enum GuardVerdict
{
    /// <summary>It is broken: the next one is waited for.</summary>
    Refuse = 0,

    /// <summary>It may be true or broken: kept until something agrees with it or speaks against it.</summary>
    Hold = 1,

    /// <summary>It counts.</summary>
    Accept = 2,
}
