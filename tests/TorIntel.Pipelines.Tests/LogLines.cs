using System.IO.Compression;
using System.Text.RegularExpressions;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

/// <summary>Lines of logs to work on: those of Corpus, and real ones where the shared data are there.</summary>
internal static partial class LogLines
{
    /// <summary>The real logs of the formats that are read.</summary>
    public static readonly (string File, LogFormat Format)[] RealLogs =
    [
        ("suricata-eve-alerts-wrccdc-2017.json", Formats.Eve),
        ("suricata-eve-alerts-wrccdc-2018.json", Formats.Eve),
        ("suricata-eve-alerts-honeypot-2018.json", Formats.Eve),
        ("zeek-json-conn-apt29-nashua.log", Formats.ZeekJson),
        ("zeek-json-conn-apt29-scranton.log", Formats.ZeekJson),
        ("zeek-json-dns-apt29-scranton.log", Formats.ZeekJson),
        ("zeek-json-http-apt29-scranton.log", Formats.ZeekJson),
        ("zeek-json-notice.json.gz", Formats.ZeekJson),
        ("zeek-json-ntp.json.gz", Formats.ZeekJson),
        ("zeek-json-rdp.json.gz", Formats.ZeekJson),
        ("zeek-json-ssh.json.gz", Formats.ZeekJson),
        ("aws-cloudtrail-1.json", LogFormat.Get("cloudtrail")),
        ("aws-cloudtrail-2.json", LogFormat.Get("cloudtrail")),
        ("windows-events-bitsadmin.json", LogFormat.Get("windows-json")),
        ("sysmon-1-tor-browser.json", LogFormat.Get("windows-json")),
        ("rule-test-events/aws-alb.ndjson", LogFormat.Get("alb-json")),
        ("rule-test-events/aws-guardduty.ndjson", LogFormat.Get("guardduty")),
        ("rule-test-events/aws-vpcdns.ndjson", LogFormat.Get("route53-resolver")),
        ("rule-test-events/aws-waf.ndjson", LogFormat.Get("aws-waf")),
        ("rule-test-events/azure-audit-and-signin.ndjson", LogFormat.Get("entra-signin")),
        ("rule-test-events/cloudflare-firewall.ndjson", LogFormat.Get("cloudflare-firewall")),
        ("rule-test-events/cloudflare-http-request.ndjson", LogFormat.Get("cloudflare-http")),
        ("rule-test-events/gcp-audit.ndjson", LogFormat.Get("gcp-audit")),
        ("rule-test-events/m365-audit-aad.ndjson", LogFormat.Get("m365-audit")),
        ("rule-test-events/m365-audit-sharepoint.ndjson", LogFormat.Get("m365-audit")),
        ("rule-test-events/okta-system-log.ndjson", LogFormat.Get("okta")),
        ("zeek-tsv-dns.log.gz", Formats.ZeekTsv),
        ("zeek-tsv-notice.log.gz", Formats.ZeekTsv),
        ("zeek-tsv-ntp.log.gz", Formats.ZeekTsv),
        ("zeek-tsv-rdp.log.gz", Formats.ZeekTsv),
        ("zeek-tsv-ssh.log.gz", Formats.ZeekTsv),
        ("zeek-tsv-ssl.log.gz", Formats.ZeekTsv),
        ("zeek-tsv-x509.log.gz", Formats.ZeekTsv),
        ("apache-combined-elastic-10k.log.gz", Formats.Access),
        ("apache-error-loghub-2k.log", LogFormat.Get("apache-error")),
        ("sshd-loghub-2k.log", LogFormat.Get("sshd")),
    ];

    public static byte[] ReadReal(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>A view in which every third address of a text is a relay's, so that there is something to tag.</summary>
    public static TorNetwork ViewOf(byte[] log)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        var addresses = IPv4().Matches(System.Text.Encoding.Latin1.GetString(log)).Select(match => match.Value).Distinct();
        foreach (var (address, i) in addresses.Where(text => IPPrefix.TryParse(text, out _)).Select((text, i) => (IPPrefix.Parse(text), i)).Where(entry => entry.i % 3 == 0))
        {
            builder.AddRelayAddress(address, i % 2 == 0 ? RelayRoles.Exit : RelayRoles.Guard);
        }

        return builder.Build();
    }

    [GeneratedRegex(@"\b\d{1,3}(\.\d{1,3}){3}\b")]
    private static partial Regex IPv4();
}
