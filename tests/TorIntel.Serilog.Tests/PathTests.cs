using Serilog;
using Serilog.Events;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>Names with dots are paths into objects.</summary>
public sealed class PathTests
{
    private static readonly object s_request = new { Client = new { Ip = AdapterViews.Exit, Port = 51000 }, Path = "/login" };

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void A_path_leads_into_objects(int others)
    {
        var logEvent = Logs.Write(logger => Crowd(logger, others).Information("Served {@Request}", s_request), Options("Request.Client.Ip"));
        Assert.Equal($"source-exit:Request.Client.Ip={AdapterViews.Exit}", Logs.Evidence(logEvent));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void A_path_leads_into_dictionaries(int others)
    {
        var request = new Dictionary<string, object>(StringComparer.Ordinal) { ["Path"] = "/", ["Client"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["Ip"] = AdapterViews.Exit } };
        var logEvent = Logs.Write(logger => Crowd(logger, others).Information("Served {@Request}", request), Options("Request.Client.Ip"));
        Assert.Equal($"source-exit:Request.Client.Ip={AdapterViews.Exit}", Logs.Evidence(logEvent));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Dots_may_be_part_of_names_on_the_way(int others)
    {
        var request = new Dictionary<string, object>(StringComparer.Ordinal) { ["Client.Ip"] = AdapterViews.Exit };
        Assert.Equal($"source-exit:Request.Client.Ip={AdapterViews.Exit}", Logs.Evidence(Logs.Write(logger => Crowd(logger, others).Information("Served {@Request}", request), Options("Request.Client.Ip"))));
        var client = new { Ip = AdapterViews.Exit };
        var logEvent = Logs.Write(logger => Crowd(logger, others).ForContext("Request.Client", client, destructureObjects: true).Information("Served"), Options("Request.Client.Ip"));
        Assert.Equal($"source-exit:Request.Client.Ip={AdapterViews.Exit}", Logs.Evidence(logEvent));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void The_whole_name_is_tried_first(int others)
    {
        var logEvent = Logs.Write(logger => Crowd(logger, others).ForContext("Request.Client.Ip", AdapterViews.Unlisted).Information("Served {@Request}", s_request), Options("Request.Client.Ip"));
        Assert.Equal("", Logs.Evidence(logEvent));
        logEvent = Logs.Write(
            logger => Crowd(logger, others).ForContext("Request.Client.Ip", AdapterViews.Exit).Information("Served {@Request}", new { Client = new { Ip = AdapterViews.Unlisted } }),
            Options("Request.Client.Ip"));
        Assert.Equal($"source-exit:Request.Client.Ip={AdapterViews.Exit}", Logs.Evidence(logEvent));
    }

    [Fact]
    public void Customary_names_are_paths_too()
    {
        var logEvent = Logs.Write(logger => logger.Information("Served {@client}", new { address = AdapterViews.Exit, port = 51000 }));
        Assert.Equal($"source-exit:client.address={AdapterViews.Exit}", Logs.Evidence(logEvent));
    }

    [Theory]
    [InlineData("Request")]
    [InlineData("Request.")]
    [InlineData("Request..Ip")]
    [InlineData(".Request")]
    [InlineData("Request.Client")]
    [InlineData("Request.Client.Ip.More")]
    [InlineData("Request.Client.Name")]
    [InlineData("Request.Path.Ip")]
    [InlineData("Other.Client.Ip")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z")]
    public void A_path_to_nothing_finds_nothing(string path) =>
        Assert.Equal("", Logs.Evidence(Logs.Write(logger => logger.Information("Served {@Request}", s_request), Options(path))));

    [Fact]
    public void Keys_that_are_no_text_are_passed_over()
    {
        var elements = new Dictionary<ScalarValue, LogEventPropertyValue>
        {
            [new ScalarValue(null)] = new ScalarValue(AdapterViews.Exit),
            [new ScalarValue(7)] = new ScalarValue(AdapterViews.Exit),
            [new ScalarValue(new HostileValue())] = new ScalarValue(AdapterViews.Exit),
            [new ScalarValue("Ip")] = new ScalarValue(AdapterViews.Exit),
        };
        var logEvent = Logs.Event(AdapterViews.ListTime, ("Client", new DictionaryValue(elements)));
        new TorLogEventEnricher(Logs.Usual, new TorEnrichmentOptions { Fields = { ["Client.Ip"] = TorField.Client } }).Enrich(logEvent, null!);
        Assert.Equal($"source-exit:Client.Ip={AdapterViews.Exit}", Logs.Evidence(logEvent));
    }

    private static Action<TorEnrichmentOptions> Options(string path) => options => options.Fields[path] = TorField.Client;

    // With few other properties all are looked through, with many the path is asked for.
    private static ILogger Crowd(ILogger logger, int others)
    {
        for (var i = 0; i < others; i++)
        {
            logger = logger.ForContext($"Other{i}", i);
        }

        return logger;
    }
}
