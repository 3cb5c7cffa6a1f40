namespace TorIntel;

/// <summary>What is wrong with the text of a prefix.</summary>
internal enum PrefixTextError
{
    None = 0,
    Address = 1,
    Length = 2,
    HostBits = 3,
}
