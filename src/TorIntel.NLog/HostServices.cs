using System.Runtime.CompilerServices;
using NLog.Config;

namespace TorIntel;

/// <summary>What targets and renderers find among the services of NLog and of the host, with what stands in for it.</summary>
internal sealed class HostServices
{
    private static readonly TorEnrichmentOptions s_options = new();
    private static readonly TorClassifier s_classifier = new();
    private static readonly ConditionalWeakTable<TorNetworkStore, List<EventJudge>> s_judges = [];

    private readonly IServiceProvider? _host;

    public HostServices(ServiceRepository repository)
    {
        _host = HostOf(repository);
        Store = Find<TorNetworkStore>(repository) ?? TorNetworkStore.Shared;
        Options = Find<TorEnrichmentOptions>(repository) ?? s_options;
        Classifier = Find<TorClassifier>(repository) ?? s_classifier;
    }

    public TorNetworkStore Store { get; }

    public TorEnrichmentOptions Options { get; }

    public TorClassifier Classifier { get; }

    /// <summary>Gets the judge of all that have no options of their own, so that they share what it finds.</summary>
    public EventJudge SharedJudge
    {
        get
        {
            var judges = s_judges.GetOrCreateValue(Store);
            lock (judges)
            {
                var judge = judges.Find(judge => judge.Options == Options && judge.Classifier == Classifier);
                if (judge is null)
                {
                    judges.Add(judge = new EventJudge(Store, Options, Classifier, readsScope: true));
                }

                return judge;
            }
        }
    }

    /// <summary>Tells whether the host has brought its services since.</summary>
    public bool IsOutdated(ServiceRepository repository) => HostOf(repository) != _host;

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
            return _host is null || _host == repository ? null : _host.GetService(typeof(T)) as T;
        }
        catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
        {
            return null; // A host that has ended.
        }
    }
}
