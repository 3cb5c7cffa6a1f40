using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace TorIntel;

/// <summary>Writes findings to the telemetry of a request: its trace, its metrics, and a logging scope.</summary>
internal sealed class RequestTagger
{
    private const string MetricName = "torintel.confidence";

    private readonly TorAttributes _traceNames;
    private readonly TorAttributes _scopeNames;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Confidence _minimum;

    public RequestTagger(TimeProvider time, ILogger logger, TorIntelAspNetCoreOptions options, TorEnrichmentOptions enrichment)
    {
        // A scope is a list of plain properties; a trace is OpenTelemetry's.
        var schema = enrichment.Schema is null or TorSchema.Tor ? TorSchema.Flat : enrichment.Schema.Value;
        _scopeNames = new TorAttributes(schema, enrichment.Name);
        _traceNames = new TorAttributes(TorSchema.OpenTelemetry, schema == TorSchema.OpenTelemetry ? enrichment.Name : null);
        _time = time;
        _logger = logger;
        _minimum = enrichment.MinimumConfidence;
        HasScope = options.IncludeLogScope;
    }

    /// <summary>Gets a value indicating whether there is a logging scope.</summary>
    public bool HasScope { get; }

    /// <summary>Tells whether a finding is enough for a tag.</summary>
    public bool Tags(TorFinding finding) => finding.Verdict.Confidence >= _minimum;

    /// <summary>Tags trace and metrics.</summary>
    public void Tag(HttpContext context, TorFinding finding)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.Tags.Add(new KeyValuePair<string, object?>(MetricName, EvidenceNames.NameOf(finding.Verdict.Confidence)));
        }

        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            foreach (var (name, value) in TextOf(finding).Attributes)
            {
                SetTag(activity, name, value);
            }

            if (AgeOf(finding, out var isStale) is { } age)
            {
                SetTag(activity, _traceNames.AgeName, age);
                SetTag(activity, _traceNames.StaleName, isStale);
            }
        }
    }

    /// <summary>Begins a logging scope with the tag. Call it in the asynchronous method that the scope is to end with.</summary>
    public IDisposable? BeginScope(TorFinding finding) => _logger.BeginScope(new TorLogScope(this, finding));

    /// <summary>Gives the tag as the properties of a logging scope.</summary>
    public KeyValuePair<string, object?>[] PropertiesOf(TorFinding finding)
    {
        var properties = TextOf(finding).Properties;
        return AgeOf(finding, out var isStale) is { } age
            ? [.. properties, new KeyValuePair<string, object?>(_scopeNames.AgeName, age), new KeyValuePair<string, object?>(_scopeNames.StaleName, isStale)]
            : properties;
    }

    // What the application has set stays.
    private static void SetTag(Activity activity, string name, object? value)
    {
        if (activity.GetTagItem(name) is null)
        {
            activity.SetTag(name, value);
        }
    }

    private long? AgeOf(TorFinding finding, out bool isStale)
    {
        var now = _time.GetUtcNow();
        isStale = finding.IsStaleAt(now);
        return finding.AgeAt(now);
    }

    private FindingText TextOf(TorFinding finding)
    {
        if (finding.Tag is not FindingText text)
        {
            finding.Tag = text = new FindingText(_traceNames.Describe(finding), _scopeNames.Describe(finding));
        }

        return text;
    }
}
