namespace TorIntel.Conformance;

/// <summary>Everything that the joined lists say about one address.</summary>
public sealed class AddressEntry
{
    /// <summary>The OR endpoints at the address.</summary>
    public List<RelayRow> Rows { get; } = [];

    /// <summary>Whether an address-only list names it as an exit address.</summary>
    public bool ExitAddress { get; set; }

    /// <summary>Whether an address-only list names it as a guard's.</summary>
    public bool GuardAddress { get; set; }

    /// <summary>Whether an address-only list names it as a relay's.</summary>
    public bool RelayAddress { get; set; }
}
