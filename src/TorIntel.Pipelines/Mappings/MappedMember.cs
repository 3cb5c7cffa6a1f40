using System.Text;

namespace TorIntel.Pipelines;

/// <summary>A field of a format: what it holds, how it is called, and how good it is among those that hold the same.</summary>
internal class MappedMember(EventMember member, string path, int rank = 0)
{
    public EventMember Member { get; } = member;

    /// <summary>Gets the path with dots, as it is written as the field of evidence.</summary>
    public byte[] Path { get; } = Encoding.UTF8.GetBytes(path);

    /// <summary>Gets the place among the fields that hold the same; that of the least rank is taken.</summary>
    public int Rank { get; } = rank;
}
