namespace TorIntel.Benchmarks;

/// <summary>Makes up logs, the same ones whenever it is given the same.</summary>
/// <param name="planted">The addresses of which hits are made.</param>
/// <param name="avoided">The addresses that no other event has.</param>
/// <param name="hitRate">The share of events with a listed address.</param>
/// <param name="seed">What random choices begin with.</param>
internal sealed class LogGenerator(IReadOnlyList<IPAddressValue> planted, IPPrefixIndex avoided, double hitRate, int seed = LogGenerator.DefaultSeed)
{
    public const int DefaultSeed = 2026;
    public const double DefaultHitRate = 0.001;

    private static readonly DateTime s_start = new(2026, 8, 22, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Makes a log of about the given length.</summary>
    public LogFacts Write(LogKind kind, long bytes, Stream output)
    {
        var random = new Random(seed);
        var text = new LogText(output);
        var addresses = new LogAddressMix(planted, avoided, hitRate, random);
        ILogLines lines = kind switch
        {
            LogKind.A => new EveLines(text, addresses, random),
            LogKind.B => new AccessLines(text, addresses, random),
            LogKind.C => new ZeekConnLines(text, addresses, random),
            LogKind.FortiGate => new FortiGateLines(text, addresses, random),
            LogKind.Sshd => new SshdLines(text, addresses, random),
            LogKind.PaloAlto => new PaloAltoLines(text, addresses, random),
            LogKind.CloudTrail => new CloudTrailLines(text, addresses, random),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        lines.Begin(s_start);
        var events = 0L;
        for (var time = s_start; text.Written < bytes; events++)
        {
            time = time.AddMicroseconds(random.Next(1, 4_000));
            lines.Add(time);
        }

        lines.End();
        text.Flush();
        return new LogFacts(text.Written, events, addresses.Hits);
    }

    /// <summary>Makes a log in memory.</summary>
    public byte[] Make(LogKind kind, int bytes, out LogFacts facts)
    {
        using var stream = new MemoryStream(bytes + 4096);
        facts = Write(kind, bytes, stream);
        return stream.ToArray();
    }
}
