namespace TorIntel.Cli.Tests;

/// <summary>Small lists of made-up relays at documentation addresses; they need --include-special.</summary>
internal static class Lists
{
    public const string GuardFingerprint = "1111111111111111111111111111111111111111";
    public const string ExitFingerprint = "2222222222222222222222222222222222222222";
    public const string MiddleFingerprint = "3333333333333333333333333333333333333333";

    public const string Relays = $"""
        fingerprint, ipaddr, port
        {GuardFingerprint}, 192.0.2.10, 9001
        {GuardFingerprint}, 2001:db8:10::10, 9001
        {ExitFingerprint}, 203.0.113.40, 443
        {MiddleFingerprint}, 203.0.113.30, 9001

        """;

    public const string Guards = $"fingerprint, ipaddr, port\n{GuardFingerprint}, 192.0.2.10, 9001\n";
    public const string Exits = $"fingerprint, ipaddr, port\n{ExitFingerprint}, 203.0.113.40, 443\n";
    public const string ExitAddresses = "# measured\n198.51.100.99\n198.51.100.64/28\n";

    public const string ToGuard = "{\"timestamp\":\"2026-08-22T21:06:12Z\",\"event_type\":\"flow\",\"src_ip\":\"10.20.1.23\",\"src_port\":51514,\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001,\"proto\":\"TCP\"}";
    public const string FromExit = "{\"timestamp\":\"2026-08-22T21:06:12Z\",\"event_type\":\"flow\",\"src_ip\":\"203.0.113.40\",\"src_port\":40001,\"dest_ip\":\"10.20.5.1\",\"dest_port\":22,\"proto\":\"TCP\"}";
    public const string FromMiddle = "{\"timestamp\":\"2026-08-22T21:06:12Z\",\"event_type\":\"flow\",\"src_ip\":\"203.0.113.30\",\"src_port\":40001,\"dest_ip\":\"10.20.5.1\",\"dest_port\":22,\"proto\":\"TCP\"}";
    public const string Plain = "{\"timestamp\":\"2026-08-22T21:06:12Z\",\"event_type\":\"flow\",\"src_ip\":\"10.20.1.15\",\"src_port\":49802,\"dest_ip\":\"192.0.2.200\",\"dest_port\":443,\"proto\":\"TCP\"}";
    public const string Dns = "{\"timestamp\":\"2026-08-22T21:06:12Z\",\"event_type\":\"dns\",\"src_ip\":\"10.20.1.15\",\"dest_ip\":\"10.20.0.53\",\"dest_port\":53,\"proto\":\"UDP\",\"dns\":{\"rrname\":\"dist.torproject.org\"}}";

    /// <summary>Writes all lists and gives the options that name them.</summary>
    public static string[] WriteTo(TemporaryFolder folder) =>
    [
        "--list", "relay=" + folder.Write("relays.csv", Relays), "--list", "guard=" + folder.Write("guards.csv", Guards),
        "--list", "exit=" + folder.Write("exits.csv", Exits), "--list", "exit=" + folder.Write("exit-addresses", ExitAddresses), "--include-special",
    ];
}
