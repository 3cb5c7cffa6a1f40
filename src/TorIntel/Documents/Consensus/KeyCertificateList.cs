namespace TorIntel;

/// <summary>The key certificates of a file, such as <c>/tor/keys/all</c> of a directory authority, and what was wrong with others.</summary>
/// <remarks>
/// Each certificate is checked in itself when it is read, which takes two RSA operations; so read certificates once and use them for every consensus, for months.
/// One that is bad is reported and costs no other. Immutable.
/// </remarks>
public sealed class KeyCertificateList
{
    /// <summary>The longest file, in bytes: some thousand certificates.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>The most certificates of a file: those of all authorities that there have ever been are some hundred.</summary>
    public const int MaxCertificates = 2000;

    internal KeyCertificateList(IReadOnlyList<KeyCertificate> entries, IReadOnlyList<LineError> errors, long errorCount)
    {
        Entries = entries;
        Errors = errors;
        ErrorCount = errorCount;
    }

    /// <summary>Gets the list without certificates.</summary>
    public static KeyCertificateList Empty { get; } = new([], [], 0);

    /// <summary>Gets the good certificates, in the order of the file; expired ones too.</summary>
    public IReadOnlyList<KeyCertificate> Entries { get; }

    /// <summary>Gets what was wrong with others, the first hundred.</summary>
    public IReadOnlyList<LineError> Errors { get; }

    /// <summary>Gets how many certificates could not be used.</summary>
    public long ErrorCount { get; }

    /// <summary>Reads certificates that stand one behind the other, with lines <c>@type …</c> in front of them or not. Never throws for bad data.</summary>
    /// <param name="utf8">The text, at most <see cref="MaxLength"/> bytes; nothing is read of a longer one.</param>
    /// <returns>The certificates.</returns>
    public static KeyCertificateList Parse(ReadOnlySpan<byte> utf8) => new KeyCertificateParser().Parse(utf8);
}
