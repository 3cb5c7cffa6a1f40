namespace TorIntel.Benchmarks;

/// <summary>Zeek's conn.log with the columns of Zeek 6.</summary>
internal sealed class ZeekConnLines(LogText text, LogAddressMix addresses, Random random) : ILogLines
{
    // Ports that are not customary for Tor: those are evidence by themselves.
    private static readonly (int Port, string Transport, string Service)[] s_services =
        [(443, "tcp", "ssl"), (443, "tcp", "ssl"), (443, "tcp", "ssl"), (80, "tcp", "http"), (53, "udp", "dns"), (53, "udp", "dns"), (123, "udp", "ntp"), (22, "tcp", "ssh"), (8443, "tcp", "-")];

    private static readonly (string State, string History)[] s_ends =
        [("SF", "ShADadfF"), ("SF", "ShADadFf"), ("S0", "S"), ("REJ", "Sr"), ("RSTO", "ShADadR"), ("S1", "ShADad")];

    private static readonly string[] s_uids = LogWords.Make(4_096, random => string.Concat(Enumerable.Range(0, 9).Select(_ =>
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[random.Next(62)])));

    public void Begin(DateTime time)
    {
        text.Line($"#separator \\x09");
        text.Line($"#set_separator\t,");
        text.Line($"#empty_field\t(empty)");
        text.Line($"#unset_field\t-");
        text.Line($"#path\tconn");
        text.Line($"#open\t{time:yyyy-MM-dd-HH-mm-ss}");
        text.Line($"#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents");
        text.Line($"#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool\tbool\tcount\tstring\tcount\tcount\tcount\tcount\tset[string]");
    }

    public void Add(DateTime time)
    {
        var isOutbound = random.Next(6) != 0;
        var (originator, responder) = isOutbound ? (addresses.Client(), addresses.Next()) : (addresses.Next(), addresses.Server());
        var (port, transport, service) = s_services[random.Next(s_services.Length)];
        var sinceEpoch = (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        text.Part($"{sinceEpoch / 1_000_000}.{sinceEpoch % 1_000_000:D6}\tC{random.Pick(s_uids)}{random.Pick(s_uids)}");
        text.Part($"\t{originator}\t{random.Next(32_768, 61_000)}\t{responder}\t{port}\t{transport}\t{service}\t");
        text.Part($"{random.Next(60)}.{random.Next(1_000_000):D6}\t{random.Next(9_999)}\t{random.Next(99_999)}\t");
        var (sent, received) = (random.Next(1, 160), random.Next(160));
        var (state, history) = transport == "udp" ? ("SF", "Dd") : s_ends[random.Next(s_ends.Length)];
        text.Line($"{state}\t{(isOutbound ? "T\tF" : "F\tT")}\t0\t{history}\t{sent}\t{sent * 104}\t{received}\t{received * 611}\t-");
    }
}
