namespace TorIntel;

/// <summary>What lists say about an address without naming a relay, and whether the table of authorities has it.</summary>
[Flags]
internal enum AddressFlags : byte
{
    None = 0,
    Relay = 1,
    Guard = 2,
    ExitAddress = 4,
    Authority = 8,
    Listed = Relay | Guard | ExitAddress,
}
