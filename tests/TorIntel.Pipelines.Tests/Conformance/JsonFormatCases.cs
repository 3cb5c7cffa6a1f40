namespace TorIntel.Pipelines.Tests.Conformance;

/// <summary>What is expected of the formats over JSON.</summary>
internal static partial class JsonFormatCases
{
    private const string Onion = SampleNetwork.Onion;
    private const string Time = "2026-08-22T21:06:12Z";

    public static IEnumerable<FormatCase> All => [.. Network, .. Amazon, .. Microsoft, .. OtherClouds, .. Common];

    private static FormatCase Outbound(string format, string name, string log) => Connection(format, name, log) with { Source = "10.20.1.23", SourcePort = 51514, Destination = "192.0.2.10", DestinationPort = 9001 };

    private static FormatCase Connection(string format, string name, string log) => new(format, name, log) { Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, Time = Time };

    private static FormatCase Service(string format, string name, string log) => Connection(format, name, log) with { Source = "198.51.100.99", IsServiceLog = true };
}
