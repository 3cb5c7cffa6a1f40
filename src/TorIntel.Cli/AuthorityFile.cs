namespace TorIntel.Cli;

/// <summary>Reads files that say whose signatures count.</summary>
internal static class AuthorityFile
{
    private const int MaxLength = 1024 * 1024;

    /// <summary>Gives the authorities; null if a line is bad, which was said then.</summary>
    public static TrustedAuthorities? Read(string path, Terminal terminal)
    {
        if (TrustedAuthorities.TryParse(WholeDocument.Read(path, terminal, MaxLength), out var trusted, out var errors))
        {
            return trusted;
        }

        BadEntries.Tell(terminal, path, errors, errors.Count);
        return null;
    }
}
