using NLog;

namespace TorIntel;

/// <summary>Gives a target or a renderer its judge.</summary>
/// <remarks>
/// Programs often load <c>nlog.config</c>, and log, before the host has its services. NLog tells nobody that they have come, so it is asked: at each of the first events until there is a host, then once in a
/// second, since another host may follow.
/// </remarks>
internal sealed class JudgeSource
{
    private const int EagerEvents = 10_000;
    private const int CheckMilliseconds = 1_000;

    [ThreadStatic]
    private static bool s_isMaking; // What a service logs while it is made must not ask for it again.

    private readonly LogFactory _factory;
    private readonly Func<HostServices, EventJudge> _make;
    private State _state;
    private int _eager;
    private long _nextCheck;

    public JudgeSource(LogFactory factory, Func<HostServices, EventJudge> make)
    {
        _factory = factory;
        _make = make;
        _state = Make();
        _eager = _state.Services.HasHost ? 0 : EagerEvents;
        _nextCheck = Environment.TickCount64 + CheckMilliseconds;
    }

    public EventJudge Judge
    {
        get
        {
            var state = Volatile.Read(ref _state);
            return state.Services.IsRegistrationOutdated || _eager > 0 || Environment.TickCount64 >= Volatile.Read(ref _nextCheck) ? Check(state) : state.Judge;
        }
    }

    private EventJudge Check(State state)
    {
        if (s_isMaking)
        {
            return state.Judge;
        }

        // Threads that come here together may count wrongly, and make the same; nothing rests on either.
        if (_eager > 0)
        {
            _eager--;
        }

        Volatile.Write(ref _nextCheck, Environment.TickCount64 + CheckMilliseconds);
        if (state.Services.IsRegistrationOutdated || state.Services.IsHostOutdated)
        {
            state = Make();
            _eager = state.Services.HasHost ? 0 : _eager;
            Volatile.Write(ref _state, state);
        }

        return state.Judge;
    }

    private State Make()
    {
        s_isMaking = true;
        try
        {
            var services = new HostServices(_factory.ServiceRepository);
            return new State(services, _make(services));
        }
        finally
        {
            s_isMaking = false;
        }
    }

    private sealed record State(HostServices Services, EventJudge Judge);
}
