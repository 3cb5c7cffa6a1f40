namespace TorIntel.Benchmarks;

/// <summary>The traffic log of a FortiGate: pairs, some of them in quotes.</summary>
internal sealed class FortiGateLines(LogText text, LogAddressMix addresses, Random random) : ILogLines
{
    private static readonly (int Port, int Protocol, string Service, string App)[] s_services =
        [(443, 6, "HTTPS", "HTTPS.BROWSER"), (443, 6, "HTTPS", "Microsoft.Portal"), (443, 17, "udp/443", "QUIC"), (80, 6, "HTTP", "HTTP.BROWSER"), (53, 17, "DNS", "DNS"), (123, 17, "NTP", "NTP")];

    private static readonly string[] s_actions = ["close", "close", "accept", "client-rst", "timeout", "deny"];
    private static readonly string[] s_countries = ["Germany", "United States", "Netherlands", "Japan", "Brazil"];

    public void Begin(DateTime time)
    {
    }

    public void Add(DateTime time)
    {
        var (port, protocol, service, app) = s_services[random.Next(s_services.Length)];
        var sinceEpoch = (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        text.Part($"date={time:yyyy-MM-dd} time={time:HH:mm:ss} devname=\"fw-{random.Next(4)}\" devid=\"FGT60F0000000001\" eventtime={sinceEpoch}123 tz=\"+0000\" ");
        text.Part($"logid=\"0000000013\" type=\"traffic\" subtype=\"forward\" level=\"notice\" vd=\"root\" ");
        text.Part($"srcip={addresses.Client()} srcport={random.Next(32_768, 61_000)} srcintf=\"port12\" srcintfrole=\"lan\" dstip={addresses.Next()} dstport={port} dstintf=\"port11\" dstintfrole=\"wan\" ");
        text.Part($"srccountry=\"Reserved\" dstcountry=\"{random.Pick(s_countries)}\" sessionid={random.Next(99_999_999)} proto={protocol} action=\"{random.Pick(s_actions)}\" ");
        text.Part($"policyid={random.Next(1, 90)} policytype=\"policy\" service=\"{service}\" trandisp=\"snat\" transip=10.255.0.{random.Next(1, 255)} transport={random.Next(1_024, 65_000)} ");
        text.Part($"appid={random.Next(50_000)} app=\"{app}\" appcat=\"Web.Client\" apprisk=\"elevated\" applist=\"default\" duration={random.Next(300)} ");
        text.Line($"sentbyte={random.Next(99_999)} rcvdbyte={random.Next(999_999)} sentpkt={random.Next(1, 200)} rcvdpkt={random.Next(200)} utmaction=\"allow\" countapp=1");
    }
}
