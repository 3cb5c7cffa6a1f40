using System.Globalization;
using System.Text;
using NLog;
using NLog.Config;
using NLog.LayoutRenderers;

namespace TorIntel;

/// <summary>Renders what is known about Tor in an event; nothing for an event without evidence.</summary>
/// <remarks>
/// <c>${torintel}</c> is the whole tag as JSON, <c>${torintel:Member=confidence}</c> one member of it. Behind a <c>TorIntelWrapper</c> it shows what that has found; else it judges the event itself,
/// by the options that were registered.
/// </remarks>
[LayoutRenderer(TypeName)]
public sealed class TorIntelLayoutRenderer : LayoutRenderer
{
    internal const string TypeName = "torintel";

    private JudgeSource? _source;
    private string? _member;

    /// <summary>
    /// Gets or sets the member to render, by its name in the schema <see cref="TorSchema.Flat"/> without <c>tor_</c>: <c>confidence</c>, <c>direction</c>, <c>evidence</c>, <c>roles</c>,
    /// <c>fingerprints</c>, <c>techniques</c>, <c>list_age_s</c> and so on. Several values have commas between. Default: null, the whole tag.
    /// </summary>
    [DefaultParameter]
    public string? Member { get; set; }

    /// <inheritdoc />
    protected override void InitializeLayoutRenderer()
    {
        base.InitializeLayoutRenderer();
        _source = null;
        _member = string.IsNullOrEmpty(Member) ? null : FlatMembers.Find(Member)
            ?? throw new NLogConfigurationException($"${{torintel}} has no member '{Member}'; there are {string.Join(", ", FlatMembers.Names)}.");
        PassedOn.IsAskedFor = true;
        var factory = LoggingConfiguration?.LogFactory ?? LogManager.LogFactory;
        _source = new JudgeSource(factory, services => services.JudgeOf(factory));
    }

    /// <inheritdoc />
    protected override void CloseLayoutRenderer()
    {
        _source = null;
        base.CloseLayoutRenderer();
    }

    /// <inheritdoc />
    protected override void Append(StringBuilder builder, LogEventInfo logEvent)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(logEvent);
        if (PassedOn.Current.TryGet(logEvent, out var finding))
        {
            _ = finding is not null && Append(builder, logEvent, finding);
        }
        else if (_source?.Judge is { } judge)
        {
            var rendered = RenderedEvent.Of(logEvent, judge, out var network);
            if (judge.Find(network, logEvent) is { } own && Append(builder, logEvent, own) && !rendered.IsCounted)
            {
                rendered.IsCounted = true;
                judge.CountTagged(own);
            }
        }
    }

    private bool Append(StringBuilder builder, LogEventInfo logEvent, TorFinding finding)
    {
        var length = builder.Length;
        var time = EventJudge.TimeOf(logEvent);
        if (_member is null)
        {
            builder.Append(finding.ToJson(time));
        }
        else if (FlatMembers.ValueOf(finding, _member, time) is { } value)
        {
            builder.Append(value is bool flag ? flag ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        return builder.Length != length;
    }
}
