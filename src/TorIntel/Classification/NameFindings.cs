using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>The findings that an event can hold; further ones replace the least telling.</summary>
[InlineArray(Capacity)]
internal struct NameFindings
{
    public const int Capacity = 6;

    private NameFinding _first;
}
