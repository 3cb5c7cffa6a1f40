using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorIntel;

/// <summary>The relays of a view, column by column. What few lists know is absent, that is empty, if none of the view knows it.</summary>
/// <param name="Fingerprints">The fingerprints.</param>
/// <param name="Roles">The roles, as <see cref="RelayRoles"/>; four bits higher guard and exit again, if a verified list says so.</param>
/// <param name="Policies">The numbers of the policies; empty if none is known.</param>
/// <param name="Seen">When the relays were seen, as <see cref="RelaySeen"/>; empty if that is not known of any.</param>
/// <param name="Nicknames">The nicknames; without any text if none is known.</param>
/// <param name="ExitPolicies">The distinct exact policies.</param>
/// <param name="Summaries">The distinct summaries of policies.</param>
internal sealed record RelayTable(
    RelayFingerprint[] Fingerprints,
    byte[] Roles,
    RelayPolicies[] Policies,
    ReadOnlyMemory<byte> Seen,
    TextTable<string> Nicknames,
    TextTable<ExitPolicy> ExitPolicies,
    TextTable<ExitPolicySummary> Summaries)
{
    public const RelayRoles AllRoles = RelayRoles.Relay | RelayRoles.Guard | RelayRoles.Exit | RelayRoles.Authority | RelayRoles.Bridge;

    /// <summary>The roles that are told apart by whether a verified list says them; a verified attachment says that it is a relay.</summary>
    public const RelayRoles VerifiableRoles = RelayRoles.Guard | RelayRoles.Exit;

    public const int VerifiedShift = 4;

    public int Count => Fingerprints.Length;

    public long SizeInBytes => (Count * (Unsafe.SizeOf<RelayFingerprint>() + 1L)) + (Policies.Length * (long)Unsafe.SizeOf<RelayPolicies>())
        + Seen.Length + Nicknames.Ends.Length + ExitPolicies.Ends.Length + Summaries.Ends.Length;

    public static string? DecodeNickname(ReadOnlySpan<byte> utf8Text) => utf8Text.IsEmpty ? null : Encoding.UTF8.GetString(utf8Text);

    public static ExitPolicy? DecodePolicy(ReadOnlySpan<byte> utf8Text) =>
        utf8Text.IsEmpty ? new ExitPolicy() : ExitPolicy.TryParse(utf8Text, out var policy) ? policy : null;

    public static ExitPolicySummary? DecodeSummary(ReadOnlySpan<byte> utf8Text) => ExitPolicySummary.TryParse(utf8Text, out var summary) ? summary : null;

    public RelaySeen SeenOf(int relay)
    {
        var seen = Seen.IsEmpty ? new RelaySeen(null, null) : MemoryMarshal.Cast<byte, RelaySeen>(Seen.Span)[relay];
        GC.KeepAlive(this); // A span of a mapped file does not keep it mapped.
        return seen;
    }

    public string? NicknameOf(int relay) => Nicknames.Count == 0 ? null : Nicknames[relay];

    public ExitPolicy? ExitPolicyOf(int relay) => Policies.Length != 0 && Policies[relay].Exact is var number and not 0 ? ExitPolicies[number - 1] : null;

    public ExitPolicySummary? SummaryOf(int relay) => Policies.Length != 0 && Policies[relay].Summary is var number and not 0 ? Summaries[number - 1] : null;

    public ExitPolicySummary? SummaryIPv6Of(int relay) => Policies.Length != 0 && Policies[relay].SummaryIPv6 is var number and not 0 ? Summaries[number - 1] : null;
}
