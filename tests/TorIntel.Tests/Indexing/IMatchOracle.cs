namespace TorIntel.Tests;

/// <summary>Longest-prefix match, obviously right.</summary>
internal interface IMatchOracle
{
    /// <summary>Gives the value of the longest prefix that covers the address, or null.</summary>
    uint? Match(IPAddressValue address);
}
