using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using TorIntel;
using TorIntel.Feeds;
using TorIntel.Pipelines;

// Enriches what is sent to a TCP port, and sends it back on the same connection:
//   dotnet run --project samples/SocketEnricher -- exits.lst 5170
//   nc -N 127.0.0.1 5170 <eve.json
if (args is not [var list, var portText] || !int.TryParse(portText, out var port))
{
    Console.Error.WriteLine("usage: SocketEnricher LIST PORT");
    return 2;
}

var builder = new TorNetworkBuilder();
if (new TorListLoader(builder).LoadFile(list, RelayRoles.Exit).Refusal is { } refusal)
{
    Console.Error.WriteLine(refusal);
    return 1;
}

var network = builder.Build();
var classifier = new TorClassifier();
using var listener = new TcpListener(IPAddress.Loopback, port);
listener.Start();
Console.Error.WriteLine($"listening on {listener.LocalEndpoint}");
while (true)
{
    _ = EnrichAsync(await listener.AcceptTcpClientAsync());
}

async Task EnrichAsync(TcpClient client)
{
    using (client)
    {
        try
        {
            // <socket>
            var stream = client.GetStream();
            var input = PipeReader.Create(stream);
            var output = PipeWriter.Create(stream);
            var enricher = new LogEnricher(network, classifier); // one for each connection; view and classifier are shared
            await enricher.EnrichAsync(input, output, name: $"{client.Client.RemoteEndPoint}");
            await output.CompleteAsync();
            // </socket>

            Console.Error.WriteLine($"{enricher.Summary.Lines} lines, {enricher.Summary.Tagged} tagged");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Console.Error.WriteLine(e.Message); // One connection's end is not the others'.
        }
    }
}
