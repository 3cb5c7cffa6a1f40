using System.Diagnostics.CodeAnalysis;

namespace TorIntel;

/// <summary>The directory authorities whose signatures count. More than half of them must have signed a consensus: half of those that are trusted, not of those that the document names.</summary>
/// <remarks>Immutable.</remarks>
public sealed class TrustedAuthorities
{
    /// <summary>The most authorities of a set.</summary>
    public const int MaxCount = 1000;

    private readonly Dictionary<RelayFingerprint, TrustedAuthority> _byIdentity = [];

    private TrustedAuthorities(IEnumerable<TrustedAuthority> authorities)
    {
        foreach (var authority in authorities)
        {
            _byIdentity.TryAdd(authority.V3Identity, authority);
        }

        All = [.. _byIdentity.Values];
    }

    /// <summary>Gets the authorities of the public network, of the newest rows of <see cref="DirectoryAuthorities"/>.</summary>
    public static TrustedAuthorities Default { get; } =
        new(DirectoryAuthorities.All.Where(row => row.Until is null).Select(row => new TrustedAuthority(row.V3Identity, row.Name)));

    /// <summary>Gets the authorities, each once.</summary>
    public IReadOnlyList<TrustedAuthority> All { get; }

    /// <summary>Gets how many good signatures a consensus must have: more than half of the authorities.</summary>
    public int Needed => (All.Count / 2) + 1;

    /// <summary>Makes a set.</summary>
    /// <param name="authorities">The authorities; of several with the same identity the first counts.</param>
    /// <exception cref="ArgumentNullException"><paramref name="authorities"/> is null.</exception>
    public static TrustedAuthorities Create(IEnumerable<TrustedAuthority> authorities)
    {
        ArgumentNullException.ThrowIfNull(authorities);
        return new TrustedAuthorities(authorities);
    }

    /// <summary>Reads a text with one v3 identity of 40 hexadecimal digits a line, or with <c>DirAuthority</c> lines as Tor's configuration has them; comments from <c>#</c> on.</summary>
    /// <remarks>
    /// A line that is neither spoils the whole text, since fewer authorities mean that fewer signatures would be enough. Lines of bridge authorities, which do not vote, are passed over.
    /// </remarks>
    /// <param name="utf8">The text.</param>
    /// <param name="result">The set; null if a line is bad or there is no authority.</param>
    /// <param name="errors">The bad lines.</param>
    /// <returns>Whether every line is good and there is an authority.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out TrustedAuthorities? result, out IReadOnlyList<LineError> errors)
    {
        List<LineError> bad = [];
        List<TrustedAuthority> good = [];
        var line = 0L;
        foreach (var range in utf8.Split((byte)'\n'))
        {
            line++;
            var reason = TrustedAuthorityText.Read(utf8[range], out var authority);
            if (reason is null && good.Count == MaxCount && authority is not null)
            {
                reason = $"more than {MaxCount} authorities";
            }

            if (reason is not null)
            {
                bad.Add(new LineError(line, reason));
                if (bad.Count == MaxCount)
                {
                    break;
                }
            }
            else if (authority is not null)
            {
                good.Add(authority);
            }
        }

        if (bad.Count == 0 && good.Count == 0)
        {
            bad.Add(new LineError(1, "no authority that votes is in it"));
        }

        errors = bad;
        result = bad.Count == 0 ? new TrustedAuthorities(good) : null;
        return result is not null;
    }

    /// <summary>Tells whether an authority is trusted.</summary>
    /// <param name="v3Identity">The fingerprint of its identity key.</param>
    public bool Contains(RelayFingerprint v3Identity) => _byIdentity.ContainsKey(v3Identity);

    /// <summary>Gets the nickname of a trusted authority; null if it is not trusted or has none.</summary>
    /// <param name="v3Identity">The fingerprint of its identity key.</param>
    public string? NicknameOf(RelayFingerprint v3Identity) => _byIdentity.GetValueOrDefault(v3Identity)?.Nickname;
}
