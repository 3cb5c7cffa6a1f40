namespace TorIntel;

/// <summary>How a relay is bound to an address.</summary>
internal enum AttachmentKind : byte
{
    OrEndpoint = 0,
    DirectoryEndpoint = 1,
    ExitAddress = 2,
}
