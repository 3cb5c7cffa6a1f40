using System.Text.Json.Serialization;

namespace TorIntel.Benchmarks;

/// <summary>A relay of <see cref="OnionooDocument"/>. Addresses and times stay text: more would cost the rival more.</summary>
internal sealed class OnionooDocumentRelay
{
    [JsonPropertyName("fingerprint")]
    public string? Fingerprint { get; set; }

    [JsonPropertyName("nickname")]
    public string? Nickname { get; set; }

    [JsonPropertyName("or_addresses")]
    public List<string>? OrAddresses { get; set; }

    [JsonPropertyName("exit_addresses")]
    public List<string>? ExitAddresses { get; set; }

    [JsonPropertyName("dir_address")]
    public string? DirAddress { get; set; }

    [JsonPropertyName("running")]
    public bool? Running { get; set; }

    [JsonPropertyName("first_seen")]
    public string? FirstSeen { get; set; }

    [JsonPropertyName("last_seen")]
    public string? LastSeen { get; set; }

    [JsonPropertyName("flags")]
    public List<string>? Flags { get; set; }

    [JsonPropertyName("exit_policy")]
    public List<string>? ExitPolicy { get; set; }

    [JsonPropertyName("exit_policy_summary")]
    public Dictionary<string, List<string>>? ExitPolicySummary { get; set; }

    [JsonPropertyName("exit_policy_v6_summary")]
    public Dictionary<string, List<string>>? ExitPolicySummaryIPv6 { get; set; }
}
