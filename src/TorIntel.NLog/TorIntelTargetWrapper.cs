using NLog;
using NLog.Common;
using NLog.Config;
using NLog.Targets;
using NLog.Targets.Wrappers;

namespace TorIntel;

/// <summary>Adds properties with the verdict to events that have evidence of Tor, before the wrapped target gets them: <c>&lt;target xsi:type="TorIntelWrapper"&gt;</c>.</summary>
/// <remarks>
/// <para>
/// Looks at the properties of the event and of its scope. What an event has already is never overwritten. Events are shared between targets: those behind this one in the rules see the properties too.
/// </para>
/// <para>
/// Put it around an asynchronous target, and not into one: there it runs on another thread, which has no scope and changes the event while other targets may read it.
/// </para>
/// <para>Options count when the target is initialised. Where they are wrong, NLog is told (it throws, if it was told to), and events pass untagged.</para>
/// </remarks>
[Target(TypeName, IsWrapper = true)]
public sealed class TorIntelTargetWrapper : WrapperTargetBase
{
    internal const string TypeName = "TorIntelWrapper";

    private JudgeSource? _source;

    /// <summary>Initializes a new instance of the <see cref="TorIntelTargetWrapper"/> class.</summary>
    public TorIntelTargetWrapper()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TorIntelTargetWrapper"/> class.</summary>
    /// <param name="wrappedTarget">The target that gets the events.</param>
    public TorIntelTargetWrapper(Target wrappedTarget)
    {
        ArgumentNullException.ThrowIfNull(wrappedTarget);
        WrappedTarget = wrappedTarget;
        Name = string.IsNullOrEmpty(wrappedTarget.Name) ? Name : wrappedTarget.Name + "_torintel";
    }

    /// <summary>Gets the properties to look at. Default: empty, which means those of the registered options, else <see cref="TorEnrichmentOptions.ConventionalFields"/>.</summary>
    [ArrayParameter(typeof(TorIntelField), "field")]
    public IList<TorIntelField> Fields { get; } = new List<TorIntelField>();

    /// <summary>Gets or sets what an address in any other property is; see <see cref="TorEnrichmentOptions.OtherAddresses"/>. Default: null, that of the registered options.</summary>
    public TorField? OtherAddresses { get; set; }

    /// <summary>Gets or sets the confidence from which on an event is tagged. Default: null, that of the registered options, else <see cref="Confidence.Low"/>.</summary>
    public Confidence? MinimumConfidence { get; set; }

    /// <summary>
    /// Gets or sets how the tag is written. Default: null, that of the registered options, else <see cref="TorSchema.Flat"/>. <see cref="TorSchema.Tor"/> is one property with objects in it, which
    /// <c>JsonLayout</c> writes out with <c>maxRecursionLimit="3"</c> or more.
    /// </summary>
    public TorSchema? Schema { get; set; }

    /// <summary>Gets or sets what the names of the properties begin with, or the name of the one property. Default: null, that of the registered options, else of the schema.</summary>
    public string? TagName { get; set; }

    /// <summary>Gets or sets the age from which on a view is stale. Default: null, that of the registered options; see <see cref="TorEnrichmentOptions.StaleAfter"/>.</summary>
    public TimeSpan? StaleAfter { get; set; }

    /// <summary>Gets or sets a value indicating whether properties of the scope are looked at. Default: true.</summary>
    public bool IncludeScopeProperties { get; set; } = true;

    /// <summary>
    /// Gets or sets the networks that are ours, in CIDR notation with commas between; <c>default</c> stands for <see cref="TorClassifierOptions.PrivateNetworks"/>. With this or one of the next
    /// four the target has a classifier of its own. Default: null.
    /// </summary>
    public string? InternalNetworks { get; set; }

    /// <summary>Gets or sets networks whose addresses and ports are never evidence, in CIDR notation with commas between. Default: null.</summary>
    public string? IgnoredNetworks { get; set; }

    /// <summary>Gets or sets host names that are never evidence, nor any name below them, with commas between. Default: null.</summary>
    public string? IgnoredHosts { get; set; }

    /// <summary>Gets or sets fingerprints of relays that are never evidence, with commas between. Default: null.</summary>
    public string? IgnoredRelays { get; set; }

    /// <summary>Gets or sets fingerprints of authorised relays of ours, with commas between. Default: null.</summary>
    public string? OwnRelays { get; set; }

    private bool HasOptions => Fields.Count != 0 || OtherAddresses is not null || MinimumConfidence is not null || StaleAfter is not null || Schema is not null || TagName is not null;

    /// <inheritdoc />
    protected override void InitializeTarget()
    {
        base.InitializeTarget();
        _source = null;
        var factory = LoggingConfiguration?.LogFactory ?? LogManager.LogFactory;
        try
        {
            var classifier = ClassifierLists.Parse(InternalNetworks, IgnoredNetworks, IgnoredHosts, IgnoredRelays, OwnRelays) is { } options ? new TorClassifier(options) : null;
            _source = new JudgeSource(factory, services => Make(factory, services, classifier));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // A target that is not initialised writes nothing; a log without tags is worth more than none.
            InternalLogger.Error(exception, "{0}: events are not tagged, for the options are wrong.", this);
            if (factory.ThrowConfigExceptions ?? factory.ThrowExceptions)
            {
                throw new NLogConfigurationException($"{this}: {exception.Message}", exception);
            }
        }
    }

    /// <inheritdoc />
    protected override void CloseTarget()
    {
        _source = null;
        base.CloseTarget();
    }

    /// <inheritdoc />
    protected override void WriteAsyncThreadSafe(AsyncLogEventInfo logEvent) => Write(logEvent); // There is nothing to lock.

    /// <inheritdoc />
    protected override void WriteAsyncThreadSafe(IList<AsyncLogEventInfo> logEvents) => Write(logEvents);

    /// <inheritdoc />
    protected override void Write(AsyncLogEventInfo logEvent)
    {
        var finding = TagSafely(logEvent.LogEvent);
        if (!PassedOn.IsAskedFor)
        {
            WrappedTarget?.WriteAsyncLogEvent(logEvent);
            return;
        }

        var outer = PassedOn.Current;
        PassedOn.Current = PassedOn.One(logEvent.LogEvent, finding);
        try
        {
            WrappedTarget?.WriteAsyncLogEvent(logEvent);
        }
        finally
        {
            PassedOn.Current = outer;
        }
    }

    /// <inheritdoc />
    protected override void Write(IList<AsyncLogEventInfo> logEvents)
    {
        ArgumentNullException.ThrowIfNull(logEvents);
        TorFinding?[]? findings = null;
        for (var i = 0; i < logEvents.Count; i++)
        {
            if (TagSafely(logEvents[i].LogEvent) is { } finding && PassedOn.IsAskedFor)
            {
                findings ??= new TorFinding?[logEvents.Count];
                findings[i] = finding;
            }
        }

        var outer = PassedOn.Current;
        PassedOn.Current = PassedOn.Several(logEvents, findings);
        try
        {
            WrappedTarget?.WriteAsyncLogEvents(logEvents);
        }
        finally
        {
            PassedOn.Current = outer;
        }
    }

    /// <summary>Tags an event without passing it on.</summary>
    /// <returns>What was found in it; null without evidence.</returns>
    internal TorFinding? Tag(LogEventInfo logEvent)
    {
        if (_source?.Judge is not { } judge || judge.Find(logEvent) is not { } finding)
        {
            return null;
        }

        if (judge.Writer.Write(finding, logEvent))
        {
            judge.CountTagged(finding);
        }

        return finding;
    }

    private TorFinding? TagSafely(LogEventInfo logEvent)
    {
        try
        {
            return Tag(logEvent);
        }
#pragma warning disable CA1031 // What an event holds must not cost the event.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            InternalLogger.Warn(exception, "{0}: an event was not tagged.", this);
            return null;
        }
    }

    private EventJudge Make(LogFactory factory, HostServices services, TorClassifier? classifier)
    {
        classifier ??= services.Classifier;
        return HasOptions || !IncludeScopeProperties || classifier != services.Classifier
            ? new EventJudge(services.Store, Merge(services.Options), classifier, IncludeScopeProperties)
            : services.JudgeOf(factory);
    }

    private TorEnrichmentOptions Merge(TorEnrichmentOptions registered)
    {
        var options = new TorEnrichmentOptions
        {
            Fields = Fields.Count == 0 ? registered.Fields : ReadFields(),
            OtherAddresses = OtherAddresses ?? registered.OtherAddresses,
            MinimumConfidence = MinimumConfidence ?? registered.MinimumConfidence,
            Schema = Schema ?? registered.Schema,
            Name = TagName ?? registered.Name,
            StaleAfter = StaleAfter ?? registered.StaleAfter,
        };
        return options.Validate() is { } problem ? throw new FormatException($"TorIntel: {problem}.") : options;
    }

    private Dictionary<string, TorField> ReadFields()
    {
        var fields = new Dictionary<string, TorField>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            fields[field.Name] = field.Is;
        }

        return fields;
    }
}
