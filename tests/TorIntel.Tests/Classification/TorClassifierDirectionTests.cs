namespace TorIntel.Tests;

public sealed class TorClassifierDirectionTests
{
    [Theory]
    [InlineData("9.9.9.9", "10.0.0.1", TorDirection.Inbound)]
    [InlineData("10.0.0.1", "9.9.9.9", TorDirection.Outbound)]
    [InlineData("10.0.0.1", "10.0.0.2", TorDirection.Internal)]
    [InlineData("9.9.9.8", "9.9.9.9", TorDirection.External)]
    [InlineData("-", "10.0.0.1", TorDirection.Unknown)]
    [InlineData("10.0.0.1", "-", TorDirection.Unknown)]
    [InlineData("-", "9.9.9.9", TorDirection.Unknown)]
    [InlineData("9.9.9.9", "-", TorDirection.Unknown)]
    [InlineData("-", "-", TorDirection.Unknown)]
    public void Direction_goes_from_initiator_to_responder(string source, string destination, TorDirection expected)
    {
        Assert.Equal(expected, Judge(Events.Between(source, destination)).Direction);
        Assert.Equal(expected, Judge(Events.Between(destination, source) with { Initiator = EventInitiator.Destination }).Direction);
    }

    [Theory]
    [InlineData("9.9.9.9", "9.9.9.8", TorDirection.Inbound)]
    [InlineData("9.9.9.9", "-", TorDirection.Inbound)]
    [InlineData("10.0.0.1", "9.9.9.8", TorDirection.Internal)]
    [InlineData("10.0.0.1", "-", TorDirection.Internal)]
    [InlineData("-", "10.0.0.1", TorDirection.Unknown)]
    [InlineData("-", "-", TorDirection.Unknown)]
    public void In_a_services_log_the_responder_is_ours(string source, string destination, TorDirection expected) =>
        Assert.Equal(expected, Judge(Events.Between(source, destination) with { IsServiceLog = true }).Direction);

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.0")]
    [InlineData("192.168.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("fe80::1")]
    [InlineData("febf::1")]
    [InlineData("::ffff:192.168.1.1")]
    public void Private_networks_are_ours_by_default(string address)
    {
        Assert.True(new TorClassifier().IsInternal(Sketch.Address(address)));
        Assert.Equal(TorDirection.Outbound, Judge(Events.Between(address, "9.9.9.9")).Direction);
    }

    [Theory]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("192.0.2.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::2")]
    [InlineData("fbff::1")]
    [InlineData("fe00::1")]
    [InlineData("fe7f::1")]
    [InlineData("fec0::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("64:ff9b::10.0.0.1")]
    public void Everything_else_is_not(string address) => Assert.False(new TorClassifier().IsInternal(Sketch.Address(address)));

    [Theory]
    [InlineData("9.0.0.0/8", "9.9.9.9", "10.0.0.1")]
    [InlineData("9.9.0.0/16", "9.9.9.9", "9.10.0.0")]
    [InlineData("9.9.9.0/24", "9.9.9.255", "9.9.10.0")]
    [InlineData("9.9.9.9/32", "9.9.9.9", "9.9.9.8")]
    [InlineData("128.0.0.0/1", "255.255.255.255", "127.255.255.255")]
    [InlineData("0.0.0.0/0", "8.8.8.8", "2a00::1")]
    [InlineData("2a00::/12", "2a0f::1", "2a10::1")]
    [InlineData("2a00::1/128", "2a00::1", "2a00::2")]
    public void The_users_networks_replace_the_default(string network, string inside, string outside)
    {
        var classifier = new TorClassifier(new TorClassifierOptions { InternalNetworks = [Sketch.Prefix(network), Sketch.Prefix(network)] });
        Assert.True(classifier.IsInternal(Sketch.Address(inside)));
        Assert.False(classifier.IsInternal(Sketch.Address(outside)));
        Assert.Equal(network == "0.0.0.0/0", classifier.IsInternal(Sketch.Address("10.0.0.1")));
    }

    [Fact]
    public void Without_networks_nothing_is_ours() =>
        Assert.Equal(TorDirection.External, new TorClassifier(new TorClassifierOptions { InternalNetworks = [] }).Classify(TorNetwork.Empty, Events.Between("10.0.0.1", "127.0.0.1")).Direction);

    [Fact]
    public void No_address_is_ours_even_if_everything_is()
    {
        var classifier = new TorClassifier(new TorClassifierOptions { InternalNetworks = [Sketch.Prefix("0.0.0.0/0"), Sketch.Prefix("::/0")] });
        Assert.Equal(TorDirection.Unknown, classifier.Classify(TorNetwork.Empty, Events.Between("-", "10.0.0.1")).Direction);
        Assert.Equal("unknown none", VerdictText.Of(classifier.Classify(TorNetwork.Empty, Events.Between("10.0.0.1", ":9050"))));
    }

    private static TorVerdict Judge(in TorEvent torEvent) => new TorClassifier().Classify(TorNetwork.Empty, torEvent);
}
