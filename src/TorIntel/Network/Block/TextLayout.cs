using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>Where the texts of a <see cref="TextTable{T}"/> lie in a block.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct TextLayout
{
    public int Count;
    public int Ends;
    public int TextLength;
    public int Text;
}
