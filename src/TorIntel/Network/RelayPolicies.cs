using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Which of the distinct policies of a view are a relay's: numbers from 1 on, 0 where none is known.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct RelayPolicies
{
    public int Exact;
    public int Summary;
    public int SummaryIPv6;
}
