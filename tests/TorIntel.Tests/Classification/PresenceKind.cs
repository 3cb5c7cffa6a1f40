namespace TorIntel.Tests;

/// <summary>How a list binds a relay to an address.</summary>
internal enum PresenceKind
{
    Or,
    Directory,
    Exit,
}
