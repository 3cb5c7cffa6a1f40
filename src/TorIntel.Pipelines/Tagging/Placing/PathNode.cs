using System.Text;

namespace TorIntel.Pipelines;

/// <summary>A step on the way to fields of a schema, and what the event at hand has there.</summary>
internal sealed class PathNode(PathNode? parent, string name)
{
    private PathNode[] _children = [];
    private ulong _firstBytes; // One bit for each value of the low six bits of the first byte of a child's key.

    /// <summary>Gets where this stands in; null for the event itself.</summary>
    public PathNode? Parent { get; } = parent;

    /// <summary>Gets the key, as UTF-8.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

    public ReadOnlySpan<PathNode> Children => _children;

    /// <summary>Gets or sets the field that stands here; null on the way to others.</summary>
    public SchemaField? Field { get; set; }

    /// <summary>Gets or sets a value indicating whether the event has anything here or under it, under whatever spelling.</summary>
    public bool IsThere { get; set; }

    /// <summary>Gets or sets a value indicating whether what the event has here can hold nothing more.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Gets or sets where members or elements are inserted; -1 if the event has no object or array here that takes them.</summary>
    public int InsertAt { get; set; } = -1;

    /// <summary>Gets or sets which of the strings to be added the array has already, a bit for each.</summary>
    public ulong ElementsThere { get; set; }

    public void Reset()
    {
        IsThere = false;
        IsClosed = false;
        InsertAt = -1;
        ElementsThere = 0;
        foreach (var child in _children)
        {
            child.Reset();
        }
    }

    /// <summary>Gives the node of a key here, or null.</summary>
    public PathNode? Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || ((_firstBytes >> (name[0] & 63)) & 1) == 0)
        {
            return null; // As most keys of most events.
        }

        foreach (var child in _children)
        {
            if (name.SequenceEqual(child.Name))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Gives the node of a path from here, which is made if it is not there.</summary>
    public PathNode Make(string path)
    {
        var node = this;
        foreach (var part in path.Split('.'))
        {
            var child = node.Find(Encoding.UTF8.GetBytes(part));
            if (child is null)
            {
                child = new PathNode(node, part);
                node._children = [.. node._children, child];
                node._firstBytes |= child.Name is [var first, ..] ? 1ul << (first & 63) : 0;
            }

            node = child;
        }

        return node;
    }
}
