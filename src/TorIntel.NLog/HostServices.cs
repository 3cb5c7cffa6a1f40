using System.Runtime.CompilerServices;
using NLog;
using NLog.Config;

namespace TorIntel;

/// <summary>What targets and renderers find among the services of NLog and of the host, with what stands in for it.</summary>
internal sealed class HostServices
{
    private static readonly TorEnrichmentOptions s_options = new();
    private static readonly TorClassifier s_classifier = new();

    // The last one of each factory; it goes with the factory.
    private static readonly ConditionalWeakTable<LogFactory, SharedJudge> s_judges = [];

    private static int s_version;

    private readonly ServiceRepository _repository;
    private readonly IServiceProvider? _host;
    private readonly int _version;

    public HostServices(ServiceRepository repository)
    {
        _repository = repository;
        _version = Volatile.Read(ref s_version);
        _host = HostOf(repository);
        Store = Find<TorNetworkStore>(repository) ?? TorNetworkStore.Shared;
        Options = Find<TorEnrichmentOptions>(repository) ?? s_options;
        Classifier = Find<TorClassifier>(repository) ?? s_classifier;
    }

    public TorNetworkStore Store { get; }

    public TorEnrichmentOptions Options { get; }

    public TorClassifier Classifier { get; }

    /// <summary>Gets a value indicating whether NLog knows the services of a host.</summary>
    public bool HasHost => _host is not null && _host != _repository;

    /// <summary>Gets a value indicating whether NLog was told of a store, options or a classifier since. Costs next to nothing.</summary>
    public bool IsRegistrationOutdated => Volatile.Read(ref s_version) != _version;

    /// <summary>Gets a value indicating whether another host has come since.</summary>
    public bool IsHostOutdated => HostOf(_repository) != _host;

    /// <summary>Notes that NLog was told of a store, options or a classifier.</summary>
    public static void NoteRegistration() => Interlocked.Increment(ref s_version);

    /// <summary>Gives the judge of all targets and renderers of a factory that have no options of their own, so that they share what it finds.</summary>
    public EventJudge JudgeOf(LogFactory factory)
    {
        if (!s_judges.TryGetValue(factory, out var shared) || shared.Store != Store || shared.Options != Options || shared.Classifier != Classifier)
        {
            // Of two threads one may make its own, which costs time only.
            shared = new SharedJudge(Store, Options, Classifier, new EventJudge(Store, Options, Classifier, readsScope: true));
            s_judges.AddOrUpdate(factory, shared);
        }

        return shared.Judge;
    }

    private static IServiceProvider? HostOf(ServiceRepository repository) => repository.GetService(typeof(IServiceProvider)) as IServiceProvider;

    private T? Find<T>(ServiceRepository repository)
        where T : class
    {
        try
        {
            return repository.GetService(typeof(T)) as T;
        }
        catch (NLogDependencyResolveException)
        {
            // NLog's own services have no other way to say that there is none.
        }

        try
        {
            return HasHost ? _host!.GetService(typeof(T)) as T : null;
        }
        catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
        {
            return null; // A host that has ended.
        }
    }

    private sealed record SharedJudge(TorNetworkStore Store, TorEnrichmentOptions Options, TorClassifier Classifier, EventJudge Judge);
}
