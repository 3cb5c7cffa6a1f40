using System.Globalization;
using System.Text;

namespace TorIntel.Testing;

/// <summary>Makes directory authorities with their keys, and consensuses that they sign: what a test of verification needs without real documents.</summary>
/// <param name="authorities">How many authorities there are.</param>
/// <param name="bits">The bits of their keys: 1024 are made quickly, 2048 are what Tor has.</param>
/// <param name="rotation">How often they have changed their signing keys.</param>
public sealed class ConsensusForge(int authorities = 3, int bits = 1024, int rotation = 0)
{
    private const string LastWord = "directory-signature ";

    /// <summary>When the consensuses begin to hold if nothing else is asked for; two hours before they cease to.</summary>
    public static DateTimeOffset DefaultTime { get; } = new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the authorities.</summary>
    public IReadOnlyList<ForgedAuthority> Authorities { get; } = [.. Enumerable.Range(0, authorities).Select(number => new ForgedAuthority(number, bits, rotation))];

    /// <summary>Gets the authorities as ones to trust.</summary>
    public TrustedAuthorities Trusted => TrustedAuthorities.Create(Authorities.Select(authority => authority.Trusted));

    /// <summary>Gets the authorities to trust as a text, one v3 identity a line.</summary>
    public string TrustedText => string.Concat(Authorities.Select(authority => authority.Identity.Digest + "\n"));

    /// <summary>Writes a time as documents have it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Writes the certificates of all authorities, a year long from a month before a time on.</summary>
    /// <param name="time">The time; <see cref="DefaultTime"/> if null.</param>
    public byte[] Keys(DateTimeOffset? time = null) => Encoding.ASCII.GetBytes(string.Concat(Authorities.Select(authority => authority.Certificate((time ?? DefaultTime).AddMonths(-1)))));

    /// <summary>Makes a consensus that all authorities have signed.</summary>
    /// <param name="relays">How many relays it has.</param>
    /// <param name="flavor">Its flavor.</param>
    /// <param name="validAfter">Since when it holds; <see cref="DefaultTime"/> if null. Fresh for an hour, valid for three.</param>
    public byte[] Make(int relays = 10, ConsensusFlavor flavor = ConsensusFlavor.Ns, DateTimeOffset? validAfter = null) =>
        Sign(Head(flavor, validAfter ?? DefaultTime) + ForgedRelays.Write(relays, flavor) + Footer, flavor == ConsensusFlavor.Ns ? "sha1" : "sha256");

    /// <summary>Writes the head of a consensus.</summary>
    public string Head(ConsensusFlavor flavor, DateTimeOffset validAfter)
    {
        var text = new StringBuilder();
        text.Append(flavor == ConsensusFlavor.Ns ? "network-status-version 3\n" : "network-status-version 3 microdesc\n");
        text.Append("vote-status consensus\nconsensus-method 35\n");
        text.Append($"valid-after {Time(validAfter)}\nfresh-until {Time(validAfter.AddHours(1))}\nvalid-until {Time(validAfter.AddHours(3))}\n");
        text.Append("voting-delay 300 300\nknown-flags Authority BadExit Exit Fast Guard HSDir MiddleOnly Running Stable V2Dir Valid\n");
        foreach (var authority in Authorities)
        {
            text.Append($"dir-source {authority.Nickname} {authority.Identity.Digest} 192.0.2.1 192.0.2.1 80 443\ncontact nobody\nvote-digest {authority.Signing.Digest}\n");
        }

        return text.ToString();
    }

    /// <summary>Gets what stands between the relays and the signatures.</summary>
    public static string Footer => "directory-footer\nbandwidth-weights Wbd=0 Wbe=0\n";

    /// <summary>Signs any text.</summary>
    /// <param name="text">The text up to the signatures, with its last newline.</param>
    /// <param name="algorithm"><c>sha1</c> or <c>sha256</c>.</param>
    /// <param name="signers">Who signs, by number; all if null.</param>
    /// <returns>The text with the signatures behind it.</returns>
    public byte[] Sign(string text, string algorithm = "sha1", IEnumerable<int>? signers = null)
    {
        var signedPart = Encoding.UTF8.GetBytes(text + LastWord);
        var signatures = (signers ?? Enumerable.Range(0, Authorities.Count)).Select(signer => LastWord + Authorities[signer].Signature(signedPart, algorithm));
        return Encoding.UTF8.GetBytes(text + string.Concat(signatures));
    }
}
