namespace TorIntel.Tests;

public sealed class PortClassifierTests
{
    [Fact]
    public void Every_port_has_the_role_of_the_table_and_all_others_none()
    {
        for (var port = 0; port <= ushort.MaxValue; port++)
        {
            var expected = port is 9001 or 9030 ? PortRole.Relay
                : port is 9040 or 9050 or 9051 or 9150 or 9151 or 9053 ? PortRole.Client
                : PortRole.None;
            Assert.Equal(expected, PortClassifier.Classify((ushort)port));
        }
    }
}
