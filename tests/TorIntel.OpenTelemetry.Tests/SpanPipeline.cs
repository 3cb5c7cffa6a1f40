using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>The tracer of the SDK with the exporter to memory, for a source of its own.</summary>
internal sealed class SpanPipeline : IDisposable
{
    public static readonly DateTimeOffset Start = AdapterViews.ListTime.AddSeconds(372);

    private readonly ActivitySource _source;
    private readonly TracerProvider _provider;

    public SpanPipeline(Action<TorEnrichmentOptions>? configure = null, string? sourceName = null)
    {
        _source = new ActivitySource(sourceName ?? $"Shop.{Guid.NewGuid():N}");
        _provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(Store))
            .AddSource(_source.Name)
            .AddTorIntel(configure)
            .AddInMemoryExporter(Spans)
            .Build();
    }

    public TorNetworkStore Store { get; } = new(AdapterViews.Usual);

    public List<Activity> Spans { get; } = [];

    public Activity Run(ActivityKind kind, params (string Name, object? Value)[] tags)
    {
        var activity = _source.StartActivity(kind, startTime: Start, name: "span")!;
        foreach (var (name, value) in tags)
        {
            activity.SetTag(name, value);
        }

        activity.Stop();
        Assert.Same(activity, Spans[^1]);
        return activity;
    }

    public void Dispose()
    {
        _provider.Dispose();
        _source.Dispose();
    }
}
