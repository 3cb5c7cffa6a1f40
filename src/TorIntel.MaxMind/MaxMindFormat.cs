using TorIntel.Feeds;

namespace TorIntel.MaxMind;

/// <summary>MaxMind databases of anonymous addresses (GeoIP2 Anonymous IP, GeoIP Anonymous Plus): their Tor exit nodes are exit addresses.</summary>
/// <remarks>
/// Safe for several threads. The whole database is in memory while it is read. A list may come from anywhere, so it is read by code of our own with limits: other readers walk every path of a tree,
/// and a file of a few hundred bytes can have more paths than there is time.
/// </remarks>
public sealed class MaxMindFormat : ITorListFormat
{
    /// <inheritdoc/>
    public TorListKind Kind => TorListKind.MaxMind;

    /// <inheritdoc/>
    public bool IsMatch(Stream document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return DatabaseMetadata.IsAtEndOf(document);
    }

    /// <inheritdoc/>
    public TorListContent Read(Stream document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var database = new MemoryStream();
        document.CopyTo(database);
        var bytes = database.GetBuffer().AsSpan(0, (int)database.Length);
        var metadata = DatabaseMetadata.Read(bytes);
        if (!metadata.Type.Contains("Anonymous", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"it is a MaxMind database of the type '{metadata.Type}', which says nothing about Tor; Anonymous IP and Anonymous Plus do");
        }

        var exits = new DatabaseTree(bytes, metadata).FindExits();
        exits.Sort();
        return new TorListContent(exits, metadata.BuildTime);
    }
}
