using System.Text;

namespace TorIntel.Pipelines;

/// <summary>A field of a format: what it holds and how it is called.</summary>
internal sealed class MappedMember(EventMember member, string path)
{
    public EventMember Member { get; } = member;

    /// <summary>Gets the path with dots, as it is written as the field of evidence.</summary>
    public byte[] Path { get; } = Encoding.UTF8.GetBytes(path);
}
