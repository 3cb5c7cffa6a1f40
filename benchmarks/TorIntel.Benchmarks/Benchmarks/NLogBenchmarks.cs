using System.Collections.Frozen;
using BenchmarkDotNet.Attributes;
using NLog;
using NLog.Config;
using NLog.Layouts;
using NLog.Targets;

namespace TorIntel.Benchmarks;

/// <summary>An event of NLog, from the logger to the text of a layout that goes nowhere: NLog alone, with us, and with the wrapper that a user would write.</summary>
public class NLogBenchmarks
{
    private const string Message = "{User} signed in from {ClientIp}";

    private readonly List<LogFactory> _factories = [];
    private Logger _alone = null!;
    private Logger _withUs = null!;
    private Logger _handWritten = null!;
    private TorIntelTargetWrapper _wrapper = null!;
    private FrozenSetWrapper _rival = null!;
    private LogEventInfo[] _events = null!;
    private string _hit = "";
    private string _miss = "";
    private int _next;

    [Params("json", "text")]
    public string Layout { get; set; } = "json";

    [GlobalSetup]
    public void Setup()
    {
        var relays = RelaySet.Load("exits");
        var store = new TorNetworkStore(EventWorkload.NetworkOf(relays));
        var exits = relays.ToIPAddresses().Select(address => address.ToString()).ToFrozenSet(StringComparer.Ordinal);
        _hit = exits.First();
        _miss = "9.9.9.9";
        if (exits.Contains(_miss))
        {
            throw new InvalidOperationException("The workload does not hit as its name says.");
        }

        _alone = LoggerTo(target => target, store);
        _withUs = LoggerTo(target => _wrapper = new TorIntelTargetWrapper(target), store);
        _handWritten = LoggerTo(target => _rival = new FrozenSetWrapper(exits) { Name = "rival", WrappedTarget = target }, store);

        _events = new LogEventInfo[1024];
        Renew(_hit);
        if (!_rival.Tag(_events[0]) || !Tags(_events[1]))
        {
            throw new InvalidOperationException("A hit is none.");
        }

        Renew(_miss);
        if (_rival.Tag(_events[0]) || Tags(_events[0]))
        {
            throw new InvalidOperationException("A miss is a hit.");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _factories.ForEach(factory => factory.Dispose());

    [Benchmark(Baseline = true)]
    public void NLog_alone() => _alone.Info(Message, "alice", _miss);

    [Benchmark]
    public void TorIntel_miss() => _withUs.Info(Message, "alice", _miss);

    [Benchmark]
    public void Hand_written_miss() => _handWritten.Info(Message, "alice", _miss);

    [Benchmark]
    public void TorIntel_hit() => _withUs.Info(Message, "alice", _hit);

    [Benchmark]
    public void Hand_written_hit() => _handWritten.Info(Message, "alice", _hit);

    [Benchmark]
    public void TorIntel_miss_property_beside_the_message() => _withUs.WithProperty("ClientIp", _miss).Info("{User} signed in", "alice");

    [Benchmark]
    public void NLog_alone_property_beside_the_message() => _alone.WithProperty("ClientIp", _miss).Info("{User} signed in", "alice");

    // The wrapper by itself, on events that NLog has made before.
    [Benchmark]
    public void Wrapper_alone_miss() => _wrapper.Tag(_events[_next++ & 1023]);

    [Benchmark]
    public bool Hand_written_alone_miss() => _rival.Tag(_events[_next++ & 1023]);

    private void Renew(string address)
    {
        for (var i = 0; i < _events.Length; i++)
        {
            _events[i] = new LogEventInfo(LogLevel.Info, "benchmarks", null, Message, ["alice", address]);
            _ = _events[i].HasProperties;
        }
    }

    private bool Tags(LogEventInfo logEvent)
    {
        _wrapper.Tag(logEvent);
        return logEvent.Properties.ContainsKey("tor_confidence");
    }

    private Logger LoggerTo(Func<Target, Target> wrap, TorNetworkStore store)
    {
        var factory = new LogFactory();
        _factories.Add(factory);
        factory.Setup().RegisterTorIntel(store);
        NLog.Layouts.Layout layout = Layout == "text" ? "${longdate}|${level}|${message}"
            : new JsonLayout { IncludeEventProperties = true, Attributes = { new JsonAttribute("time", "${longdate}"), new JsonAttribute("message", "${message}") } };
        var configuration = new LoggingConfiguration(factory);
        configuration.AddRuleForAllLevels(wrap(new NullTextTarget { Name = "null", Layout = layout }));
        factory.Configuration = configuration;
        return factory.GetLogger("benchmarks");
    }
}
