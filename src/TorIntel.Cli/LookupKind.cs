namespace TorIntel.Cli;

/// <summary>What a value to look up is.</summary>
internal enum LookupKind
{
    Address,
    Endpoint,
    Host,
    Port,
}
