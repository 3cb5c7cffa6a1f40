using NLog;

namespace TorIntel;

/// <summary>Gives a target or a renderer its judge.</summary>
/// <remarks>
/// Programs often load <c>nlog.config</c> before the host has its services. So they are looked for again as long as the store is empty, and whenever another view is put in force.
/// </remarks>
internal sealed class JudgeSource
{
    private readonly LogFactory _factory;
    private readonly Func<HostServices, EventJudge> _make;
    private HostServices _services;
    private EventJudge _judge;
    private TorNetwork? _seen;

    public JudgeSource(LogFactory factory, Func<HostServices, EventJudge> make)
    {
        _factory = factory;
        _make = make;
        _services = new HostServices(factory.ServiceRepository);
        _judge = make(_services);
    }

    public EventJudge Judge
    {
        get
        {
            var judge = _judge;
            return judge.Network is var network && network == _seen ? judge : Renew(judge, network);
        }
    }

    private EventJudge Renew(EventJudge judge, TorNetwork network)
    {
        if (_services.IsOutdated(_factory.ServiceRepository))
        {
            // Threads that come here together make the same.
            _services = new HostServices(_factory.ServiceRepository);
            _judge = judge = _make(_services);
        }

        _seen = network == TorNetwork.Empty ? null : network;
        return judge;
    }
}
