namespace TorIntel.Pipelines;

/// <summary>The words of the mapping language.</summary>
internal static class MappingWords
{
    public static IReadOnlyDictionary<string, EventMember> Members { get; } = new Dictionary<string, EventMember>(StringComparer.Ordinal)
    {
        ["source.address"] = EventMember.Source,
        ["source.port"] = EventMember.SourcePort,
        ["destination.address"] = EventMember.Destination,
        ["destination.port"] = EventMember.DestinationPort,
        ["transport"] = EventMember.Transport,
        ["time.date"] = EventMember.Date,
        ["time.zone"] = EventMember.Zone,
        ["dns.query"] = EventMember.DnsQuery,
        ["dns.labels"] = EventMember.DnsLabels,
        ["tls.server-name"] = EventMember.TlsServerName,
        ["tls.subject"] = EventMember.TlsSubject,
        ["tls.issuer"] = EventMember.TlsIssuer,
        ["http.host"] = EventMember.HttpHost,
        ["host.name"] = EventMember.HostName,
        ["http.method"] = EventMember.HttpMethod,
        ["url"] = EventMember.Url,
        ["process.image"] = EventMember.ProcessImage,
        ["forwarded-for"] = EventMember.ForwardedFor,
    };

    public static IReadOnlyDictionary<string, LogSyntax> Syntaxes { get; } = new Dictionary<string, LogSyntax>(StringComparer.Ordinal)
    {
        ["json"] = LogSyntax.Json,
        ["columns"] = LogSyntax.Columns,
        ["pairs"] = LogSyntax.Pairs,
        ["text"] = LogSyntax.Text,
        ["access"] = LogSyntax.Access,
    };

    public static IReadOnlyDictionary<string, EventInitiator> Initiators { get; } = new Dictionary<string, EventInitiator>(StringComparer.Ordinal)
    {
        ["source"] = EventInitiator.Source,
        ["destination"] = EventInitiator.Destination,
        ["inferred"] = EventInitiator.NotStated,
    };

    public static IReadOnlyDictionary<string, TransportProtocol> Transports { get; } = new Dictionary<string, TransportProtocol>(StringComparer.Ordinal)
    {
        ["tcp"] = TransportProtocol.Tcp,
        ["udp"] = TransportProtocol.Udp,
        ["other"] = TransportProtocol.Other,
    };

    public static IReadOnlyDictionary<string, RecognitionKind> Recognitions { get; } = new Dictionary<string, RecognitionKind>(StringComparer.Ordinal)
    {
        ["fields"] = RecognitionKind.Fields,
        ["starts"] = RecognitionKind.Starts,
        ["contains"] = RecognitionKind.Contains,
        ["header"] = RecognitionKind.Header,
        ["columns"] = RecognitionKind.Columns,
        ["line"] = RecognitionKind.Line,
        ["otherwise"] = RecognitionKind.Otherwise,
    };

    public static IReadOnlyDictionary<string, ConditionTest> Tests { get; } = new Dictionary<string, ConditionTest>(StringComparer.Ordinal)
    {
        ["is"] = ConditionTest.Is,
        ["is-not"] = ConditionTest.IsNot,
        ["has"] = ConditionTest.HasBits,
        ["contains"] = ConditionTest.Contains,
        ["exists"] = ConditionTest.Exists,
        ["at-least"] = ConditionTest.AtLeast,
        ["below"] = ConditionTest.Below,
    };

    /// <summary>Gets the statements that only one syntax understands.</summary>
    public static IReadOnlyDictionary<LogSyntax, string[]> SyntaxStatements { get; } = new Dictionary<LogSyntax, string[]>
    {
        [LogSyntax.Json] = ["tuples"],
        [LogSyntax.Columns] = ["separator", "quote", "escape", "header", "behind", "columns", "split", "footer"],
        [LogSyntax.Pairs] = ["dialect"],
        [LogSyntax.Text] = ["line", "pattern"],
        [LogSyntax.Access] = [],
    };
}
