using NLog;

namespace TorIntel;

/// <summary>What a thread has found in the event before: a wrapper and the renderers behind it ask about the same event one after the other.</summary>
internal sealed class LastEvent
{
    [ThreadStatic]
    private static LastEvent? s_ofThread;

    // Threads idle for long, and an event holds what the program has put in.
    private readonly WeakReference<LogEventInfo?> _event = new(null);
    private EventJudge? _judge;
    private bool _isWrapper;
    private TorFinding? _finding;

    /// <summary>Gets or sets a value indicating whether there is a renderer; a wrapper alone need not remember.</summary>
    public static bool IsAskedFor { get; set; }

    public static LastEvent OfThread => s_ofThread ??= new LastEvent();

    public bool TryGet(LogEventInfo logEvent, EventJudge judge, bool isWrapper, out TorFinding? finding)
    {
        finding = _finding;
        return (_judge == judge || (_isWrapper && !isWrapper)) && _event.TryGetTarget(out var last) && last == logEvent;
    }

    public void Set(LogEventInfo logEvent, EventJudge judge, bool isWrapper, TorFinding? finding)
    {
        _event.SetTarget(logEvent);
        _judge = judge;
        _isWrapper = isWrapper;
        _finding = finding;
    }
}
