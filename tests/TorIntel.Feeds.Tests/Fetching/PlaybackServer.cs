using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TorIntel.Feeds.Tests;

/// <summary>An HTTP server on loopback that answers each path as the test says, well or badly, byte by byte.</summary>
internal sealed class PlaybackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, Func<Stream, string, CancellationToken, Task>> _answers = new(StringComparer.Ordinal);
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    public PlaybackServer(bool isSecure = false)
    {
        _certificate = isSecure ? MakeCertificate() : null;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Root => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Gets the heads of all requests, in their order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string AddressOf(string path) => Root + path;

    public void Answer(string path, Func<Stream, string, CancellationToken, Task> answer) => _answers[path] = answer;

    public void AnswerRaw(string path, byte[] response) => Answer(path, (stream, _, cancellationToken) => stream.WriteAsync(response, cancellationToken).AsTask());

    public void Answer(string path, string status, byte[] body, params string[] headers) => AnswerRaw(path, Response(status, body, headers));

    public void Answer(string path, string status, string body, params string[] headers) => Answer(path, status, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>Answers with a document that has an entity tag, and with 304 to whoever knows it.</summary>
    public void AnswerWithTag(string path, byte[] body, string tag) => Answer(path, (stream, request, cancellationToken) =>
        stream.WriteAsync(
            request.Contains("If-None-Match: " + tag, StringComparison.OrdinalIgnoreCase) ? Response("304 Not Modified", [], "ETag: " + tag) : Response("200 OK", body, "ETag: " + tag),
            cancellationToken).AsTask());

    public static byte[] Response(string status, byte[] body, params string[] headers) =>
    [
        .. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"),
        .. body,
    ];

    public static byte[] Gzip(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }

    public static byte[] Deflate(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            zlib.Write(body);
        }

        return compressed.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate?.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(_certificate);
                    stream = secure;
                }

                var request = await ReadHeadAsync(stream);
                Requests.Enqueue(request);
                var path = request.Split(' ')[1];
                var answer = _answers.GetValueOrDefault(path) ?? ((s, _, token) => s.WriteAsync(Response("404 Not Found", []), token).AsTask());
                await answer(stream, request, _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or does not trust us: both are what tests are about.
        }
    }

    private async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0)
            {
                throw new IOException("no request");
            }

            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return head.ToString();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=elsewhere.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
