namespace TorIntel.Controls;

/// <summary>Which addresses are written.</summary>
public enum ControlFamily
{
    /// <summary>Both families.</summary>
    Both = 0,

    /// <summary>IPv4 only.</summary>
    IPv4 = 4,

    /// <summary>IPv6 only.</summary>
    IPv6 = 6,
}
