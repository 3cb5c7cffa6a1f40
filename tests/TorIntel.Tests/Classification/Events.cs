namespace TorIntel.Tests;

/// <summary>Short ways to write down events.</summary>
internal static class Events
{
    /// <summary>An event between two sides, each an endpoint, an address without port, or <c>-</c>; the source is the initiator.</summary>
    public static TorEvent Between(string source, string destination)
    {
        var (from, to) = (Side(source), Side(destination));
        return new TorEvent { Source = from.Address, SourcePort = from.Port, Destination = to.Address, DestinationPort = to.Port };
    }

    public static TorEvent WithName(this TorEvent torEvent, EventField field, string name)
    {
        new TorClassifier().AddName(ref torEvent, field, System.Text.Encoding.UTF8.GetBytes(name));
        return torEvent;
    }

    public static TorEvent WithCertificate(this TorEvent torEvent, string subject, string issuer)
    {
        torEvent.AddCertificate(System.Text.Encoding.UTF8.GetBytes(subject), System.Text.Encoding.UTF8.GetBytes(issuer));
        return torEvent;
    }

    // ":443" is a port without an address.
    private static IPEndpointValue Side(string text) => text switch
    {
        "-" => default,
        [':', >= '0' and <= '9', ..] => new IPEndpointValue(default, ushort.Parse(text.AsSpan(1))),
        _ => Sketch.Endpoint(text),
    };
}
