using System.Globalization;
using System.Text;

namespace TorIntel.Feeds.Tests;

/// <summary>Whatever a server does, the view in force stays the last good one, and the status says why.</summary>
public sealed class BadAnswersTests
{
    private const string Path = "/exits";
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>The name of a failure, what the server does, and what the status says of it.</summary>
    public static TheoryData<string, string> Failures => new()
    {
        { "429", "Failed: HTTP 429 Too Many Requests" },
        { "prose with status 200", "Refused: it is text, not a list of addresses; it begins 'Umm... You can only fetch the data every 30 minutes - sorry." },
        { "503 HTML", "Failed: HTTP 503 Service Unavailable" },
        { "HTML with status 200", "Refused: it is an HTML page, not a list of addresses; it begins '<!DOCTYPE html>" },
        { "empty body", "Refused: it is empty: no address in it" },
        { "cut body", "Failed: the answer is cut" },
        { "cut chunks", "Failed: the answer is cut" },
        { "closed at once", "Failed: the answer is cut" },
        { "list without its end", "Held: no newline ends it: it may be cut" },
        { "slow drip", "Failed: it did not end within 30 seconds" },
        { "slow head", "Failed: it did not end within 30 seconds" },
        { "endless body", "Failed: it is longer than 1 MiB" },
        { "announced too long", "Failed: it is longer than 1 MiB" },
        { "redirect loop", "Failed: HTTP 302 Found: redirected too often, or to where it may not lead" },
        { "wrong content", "Held: it is RelayCsv, where AddressList came before" },
        { "half of the list", "Held: it shrank from 200 to 90 addresses" },
        { "other list", "Held: it has only 0 of the 200 addresses of before" },
        { "conflict markers", "Refused: it has conflict markers of a version control system in it" },
        { "wide prefixes", "Refused: it has prefixes as short as /9 (IPv4) and /128 (IPv6): no list of relays" },
        { "default route", "Refused: none of its entries can be used (0.0.0.0/0: default route)" },
        { "gzip bomb", "Failed: it is longer than 1 MiB" },
        { "cut gzip", "Failed: its gzip data are damaged or cut" },
        { "cut deflate", "Failed: its zlib data are damaged or cut" },
        { "deflate that is none", "Failed: " },
        { "unknown coding", "Failed: a content coding that was not asked for: br" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_view_stays_and_the_status_says_why(string failure, string said)
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(new TorFeedSource("exits", server.AddressOf(Path)) { Role = RelayRoles.Exit });
        run.Options.MaxDocumentBytes = 1 << 20;
        var good = ExitLists.Of(200);
        server.Answer(Path, "200 OK", good);
        var first = await run.RefreshAsync();
        Assert.True(first.IsComplete);
        Assert.Equal(200, ExitLists.CountOf(first.Network));

        Play(server, failure, run);
        var report = await run.RefreshAfterAsync(s_hour);

        var source = Assert.Single(report.Sources);
        Assert.StartsWith(said, $"{source.Outcome}: {source.Message}");
        Assert.False(report.IsComplete);
        Assert.False(report.IsNewView);
        Assert.Equal(200, ExitLists.CountOf(report.Network));
        Assert.Equal(200, ExitLists.CountOf(run.Refresher.Store.Current));

        var status = run.Status;
        Assert.Equal(TorFeedHealth.Degraded, status.Health);
        Assert.StartsWith(said, $"{status.Sources[0].Outcome}: {status.Sources[0].Message}");
        Assert.Equal(200, ExitLists.CountOf(status.Network));

        // The next good one is taken as if nothing had happened.
        server.Answer(Path, "200 OK", ExitLists.Of(201));
        var after = await run.RefreshAfterAsync(TimeSpan.FromHours(2));
        Assert.True(after.IsComplete, string.Join("; ", after.Sources));
        Assert.Equal(201, ExitLists.CountOf(after.Network));
        Assert.Equal(TorFeedHealth.Healthy, run.Status.Health);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_trusted_is_an_answer_of_nobody()
    {
        await using var server = new PlaybackServer(isSecure: true);
        using var run = new RefreshRun(new TorFeedSource("exits", server.AddressOf(Path)) { Role = RelayRoles.Exit });
        server.Answer(Path, "200 OK", ExitLists.Of(200));

        var report = await run.RefreshAsync();

        var source = Assert.Single(report.Sources);
        Assert.Equal(TorFeedOutcome.Failed, source.Outcome);
        Assert.StartsWith("no secure connection: ", source.Message);
        Assert.Null(report.Network);
        Assert.Equal(TorFeedHealth.Unhealthy, run.Status.Health);
    }

    [Fact]
    public async Task Without_an_earlier_document_304_is_a_failure()
    {
        await using var server = new PlaybackServer();
        using var run = new RefreshRun(new TorFeedSource("exits", server.AddressOf(Path)) { Role = RelayRoles.Exit });
        server.Answer(Path, "304 Not Modified", "");

        Assert.Equal("304 Not Modified, though nothing was at hand", Assert.Single((await run.RefreshAsync()).Sources).Message);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_told_by_name()
    {
        using var run = new RefreshRun(new TorFeedSource("exits", "http://127.0.0.1:1/exits") { Role = RelayRoles.Exit });

        var source = Assert.Single((await run.RefreshAsync()).Sources);

        Assert.Equal(TorFeedOutcome.Failed, source.Outcome);
        Assert.Contains("refused", source.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static void Play(PlaybackServer server, string failure, RefreshRun run)
    {
        switch (failure)
        {
            case "429":
                server.Answer(Path, "429 Too Many Requests", "slow down", "Retry-After: 7000");
                break;
            case "prose with status 200":
                server.Answer(Path, "200 OK", "Umm... You can only fetch the data every 30 minutes - sorry.  It's pointless any faster.");
                break;
            case "503 HTML":
                server.Answer(Path, "503 Service Unavailable", "<html><body>down</body></html>");
                break;
            case "HTML with status 200":
                server.Answer(Path, "200 OK", "<!DOCTYPE html><html><body>Just a moment</body></html>\n");
                break;
            case "empty body":
                server.Answer(Path, "200 OK", "");
                break;
            case "cut body":
                server.AnswerRaw(Path, PlaybackServer.Response("200 OK", ExitLists.Of(200))[..^700]);
                break;
            case "cut chunks":
                server.AnswerRaw(Path, Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n192.0.2.1\n192.0.\r\n"));
                break;
            case "closed at once":
                server.AnswerRaw(Path, []);
                break;
            case "list without its end":
                server.Answer(Path, "200 OK", ExitLists.Of(200)[..^3]);
                break;
            case "slow drip":
                server.Answer(Path, async (stream, _, cancellationToken) =>
                {
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"u8.ToArray(), cancellationToken);
                    await DripAsync(stream, run, cancellationToken);
                });
                break;
            case "slow head":
                server.Answer(Path, async (stream, _, cancellationToken) =>
                {
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-Slow: "u8.ToArray(), cancellationToken);
                    await DripAsync(stream, run, cancellationToken);
                });
                break;
            case "endless body":
                server.Answer(Path, async (stream, _, cancellationToken) =>
                {
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), cancellationToken);
                    var more = ExitLists.Of(200);
                    while (true)
                    {
                        await stream.WriteAsync(more, cancellationToken);
                    }
                });
                break;
            case "announced too long":
                server.AnswerRaw(Path, "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n192.0.2.1\n"u8.ToArray());
                break;
            case "redirect loop":
                server.Answer(Path, "302 Found", "", "Location: " + server.AddressOf(Path));
                break;
            case "wrong content":
                server.Answer(Path, "200 OK", "fingerprint, ipaddr, port\n" + string.Concat(Enumerable.Range(1, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i:X40}, 192.0.2.{i}, 443\n"))));
                break;
            case "half of the list":
                server.Answer(Path, "200 OK", ExitLists.Of(90));
                break;
            case "other list":
                server.Answer(Path, "200 OK", ExitLists.Of(200, first: 250));
                break;
            case "conflict markers":
                server.Answer(Path, "200 OK", [.. "<<<<<<< HEAD\n"u8, .. ExitLists.Of(200), .. "=======\n>>>>>>> other\n"u8]);
                break;
            case "wide prefixes":
                server.Answer(Path, "200 OK", [.. ExitLists.Of(200), .. "12.0.0.0/9\n"u8]);
                break;
            case "default route":
                server.Answer(Path, "200 OK", "0.0.0.0/0\n");
                break;
            case "gzip bomb":
                server.Answer(Path, "200 OK", PlaybackServer.Gzip(new byte[100 << 20]), "Content-Encoding: gzip");
                break;
            case "cut gzip":
                server.Answer(Path, "200 OK", PlaybackServer.Gzip(ExitLists.Of(200))[..^20], "Content-Encoding: gzip");
                break;
            case "cut deflate":
                server.Answer(Path, "200 OK", PlaybackServer.Deflate(ExitLists.Of(200))[..^20], "Content-Encoding: deflate");
                break;
            case "deflate that is none":
                server.Answer(Path, "200 OK", ExitLists.Of(200), "Content-Encoding: deflate");
                break;
            case "unknown coding":
                server.Answer(Path, "200 OK", ExitLists.Of(200), "Content-Encoding: br");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(failure), failure, "no such failure");
        }
    }

    private static async Task DripAsync(Stream stream, RefreshRun run, CancellationToken cancellationToken)
    {
        for (var second = 0; second <= 30; second++)
        {
            await stream.WriteAsync("1"u8.ToArray(), cancellationToken);
            run.Clock.Advance(TimeSpan.FromSeconds(1)); // Time passes with each byte.
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
