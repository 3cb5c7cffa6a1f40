namespace TorIntel.Feeds;

/// <summary>The forms of lists that can be read.</summary>
public enum TorListKind
{
    /// <summary>None of them.</summary>
    Unknown = 0,

    /// <summary>One address or prefix a line, such as the Tor bulk exit list.</summary>
    AddressList = 1,

    /// <summary>Rows of <c>fingerprint, ipaddr, port</c>.</summary>
    RelayCsv = 2,
}
