namespace TorIntel;

/// <summary>Where a reader is in a server descriptor, and what is wrong with it.</summary>
internal sealed class DescriptorState
{
    public long FirstLine { get; private set; }

    public bool IsOpen { get; set; }

    public bool IsInObject { get; set; }

    public bool IsSigned { get; set; }

    public bool IsSpoilt { get; set; }

    public bool IsPolicyBad { get; set; }

    public bool IsIPv6PolicyBad { get; set; }

    public void Begin(long line)
    {
        FirstLine = line;
        IsOpen = true;
        IsInObject = IsSigned = IsSpoilt = IsPolicyBad = IsIPv6PolicyBad = false;
    }
}
