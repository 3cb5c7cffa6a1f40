namespace TorIntel.Pipelines.Tests;

/// <summary>The examples in the documents, as users would write them.</summary>
public sealed class UserMappingTests
{
    private const string Firewall = """
        format my-firewall
        title My firewall
        syntax pairs
        recognise contains "fw_rule=" " src="
        source.address src
        source.port sport
        destination.address dst
        destination.port dport
        transport proto
        time #time
        initiator source
        """;

    private const string Service = """
        format my-service
        title My service
        syntax text
        recognise contains " my-service["
        line {time:time} {:word} my-service[{:number}]: {rest}
        line {time:time} {}
        pattern login of {*} from {client:address}:{port:port}
        pattern refused {client:address}, {reason}
        source.address client
        source.port port
        time time
        service
        initiator source
        """;

    [Theory]
    [InlineData("Aug 22 21:06:12 fw fw_rule=3 src=10.20.1.15 sport=50000 dst=192.0.2.10 dport=9001 proto=tcp", "confirmed outbound destination-or-endpoint(dst=192.0.2.10:9001) port-relay(dport=9001)")]
    [InlineData("Aug 22 21:06:12 host my-service[5]: login of a from 192.0.2.1:1 from 203.0.113.40:40000", "high inbound source-exit(client=203.0.113.40)")]
    [InlineData("Aug 22 21:06:12 host my-service[5]: refused 203.0.113.40, unknown key", "high inbound source-exit(client=203.0.113.40)")]
    public void A_mapping_of_a_user_is_recognised_and_read(string line, string expected)
    {
        var run = EnricherRun.Of(line, options: new LogEnricherOptions { MoreFormats = [LogFormat.Parse(Firewall, "fw"), LogFormat.Parse(Service, "service")] });

        Assert.Equal(expected, Tags.Short(Assert.Single(Tags.Of(run.Output))));
    }
}
