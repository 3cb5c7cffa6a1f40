namespace TorIntel.Feeds;

/// <summary>A form of binary lists that a package of its own reads, given to <see cref="TorListLoader"/>.</summary>
/// <remarks>It is asked about documents that no text begins like, whole and decompressed.</remarks>
public interface ITorListFormat
{
    /// <summary>Gets what lists of this form are.</summary>
    TorListKind Kind { get; }

    /// <summary>Tells whether a document is of this form, by as little of it as will do.</summary>
    /// <param name="document">The document, in memory, at its beginning. It is not closed.</param>
    bool IsMatch(Stream document);

    /// <summary>Reads a document.</summary>
    /// <param name="document">The document, in memory, at its beginning. It is not closed.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="InvalidDataException">The document is damaged, or says nothing about Tor; the message tells it in words that follow the name of the file.</exception>
    TorListContent Read(Stream document);
}
