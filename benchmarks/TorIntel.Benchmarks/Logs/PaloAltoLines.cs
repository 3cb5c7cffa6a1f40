namespace TorIntel.Benchmarks;

/// <summary>The traffic log of a Palo Alto firewall: columns with commas, one of them in quotes.</summary>
internal sealed class PaloAltoLines(LogText text, LogAddressMix addresses, Random random) : ILogLines
{
    private static readonly (int Port, string Transport, string App)[] s_services =
        [(443, "tcp", "ssl"), (443, "tcp", "web-browsing"), (443, "udp", "quic"), (80, "tcp", "web-browsing"), (53, "udp", "dns-base"), (123, "udp", "ntp-base")];

    private static readonly string[] s_rules = ["allow-out", "\"allow, out\"", "guests", "\"deny \"\"all\"\", then log\""];

    public void Begin(DateTime time)
    {
    }

    public void Add(DateTime time)
    {
        var (port, transport, app) = s_services[random.Next(s_services.Length)];
        var translated = random.Next(1_024, 65_000);
        text.Part($"<14>{time:MMM dd HH:mm:ss} PA-220 1,{time:yyyy/MM/dd HH:mm:ss},012345678901,TRAFFIC,end,2305,{time:yyyy/MM/dd HH:mm:ss},");
        text.Part($"{addresses.Client()},{addresses.Next()},10.255.0.{random.Next(1, 255)},0.0.0.0,{random.Pick(s_rules)},acme\\user{random.Next(900)},,{app},vsys1,trust,untrust,");
        text.Part($"ethernet1/2,ethernet1/1,forwardAll,{time:yyyy/MM/dd HH:mm:ss},{random.Next(99_999)},1,{random.Next(32_768, 61_000)},{port},{translated},{port},0x400053,{transport},allow,");
        text.Part($"{random.Next(99_999)},{random.Next(9_999)},{random.Next(99_999)},{random.Next(200)},{time:yyyy/MM/dd HH:mm:ss},{random.Next(300)},any,0,{random.NextInt64(1L << 40)},0x0,");
        text.Line($"10.0.0.0-10.255.255.255,Germany,0,{random.Next(100)},{random.Next(100)},tcp-fin,0,0,0,0,,PA-220,from-policy,,,0,,0,,N/A,0,0,0,0,0");
    }
}
