using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TorIntel.Pipelines.Tests.Streaming;

/// <summary>Enriching what comes over a real connection.</summary>
public sealed class SocketTests
{
    private const string Plain = "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"203.0.113.99\"}\n";
    private const string Hit = "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"192.0.2.10\",\"dest_port\":9001}\n";

    [Fact]
    public async Task What_is_sent_comes_back_before_more_is_sent()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, cancellation);
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellation);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);

        await stream.WriteAsync(Encoding.UTF8.GetBytes(Plain + Hit + Plain[..20]), cancellation);
        Assert.Equal(Plain.TrimEnd(), await reader.ReadLineAsync(cancellation));
        Assert.Contains("\"tor\":{\"confidence\":\"confirmed\"", await reader.ReadLineAsync(cancellation), StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Plain[20..] + Hit.TrimEnd()), cancellation);
        Assert.Equal(Plain.TrimEnd(), await reader.ReadLineAsync(cancellation));
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Contains("\"confirmed\"", await reader.ReadToEndAsync(cancellation), StringComparison.Ordinal);

        var summary = await serving;
        Assert.Equal(4, summary.Lines);
        Assert.Equal(2, summary.Tagged);
    }

    [Fact]
    public async Task A_slow_reader_holds_up_the_writer()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var input = new Pipe();
        var output = new Pipe(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));
        var enriching = new LogEnricher(SampleNetwork.View, new TorClassifier()).EnrichAsync(input.Reader, output.Writer, "log", cancellationToken: cancellation);
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Plain, 500)));

        // What the pipes hold at most is far below this: the writer must come to wait.
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 100; i++)
                {
                    await input.Writer.WriteAsync(block, cancellation);
                }

                await input.Writer.CompleteAsync();
            },
            cancellation);
        var read = 0L;
        while (read < 100L * block.Length)
        {
            var result = await output.Reader.ReadAsync(cancellation);
            Assert.InRange(result.Buffer.Length, 1, 4L * block.Length);
            read += result.Buffer.Length;
            output.Reader.AdvanceTo(result.Buffer.End);
        }

        await writing;
        await enriching;
        Assert.Equal(100L * block.Length, read);
    }

    private static async Task<EnrichmentSummary> ServeAsync(TcpListener listener, CancellationToken cancellation)
    {
        using var client = await listener.AcceptTcpClientAsync(cancellation);
        var stream = client.GetStream();
        var output = PipeWriter.Create(stream);
        var enricher = new LogEnricher(SampleNetwork.View, new TorClassifier());
        await enricher.EnrichAsync(PipeReader.Create(stream), output, "socket", cancellationToken: cancellation);
        await output.CompleteAsync();
        return enricher.Summary;
    }
}
