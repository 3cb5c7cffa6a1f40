namespace TorIntel;

/// <summary>Holds the view in force and swaps it atomically: the door through which a refresher feeds everything that asks.</summary>
/// <remarks>Safe for any number of readers and writers; a swap is one reference write, and readers never wait.</remarks>
public sealed class TorNetworkStore
{
    private TorNetwork _current;

    /// <summary>Initializes a new instance of the <see cref="TorNetworkStore"/> class.</summary>
    /// <param name="initial">The first view; null for <see cref="TorNetwork.Empty"/>.</param>
    public TorNetworkStore(TorNetwork? initial = null) => _current = initial ?? TorNetwork.Empty;

    /// <summary>
    /// Gets the store of the process, for what is configured by files and can be handed nothing: loggers that are read from <c>appsettings.json</c> or <c>nlog.config</c>. The
    /// registrations of hosts feed it, unless they are given a store of their own.
    /// </summary>
    public static TorNetworkStore Shared { get; } = new();

    /// <summary>Gets the view in force. Take it once for an event, so that one event sees one view.</summary>
    public TorNetwork Current => Volatile.Read(ref _current);

    /// <summary>Puts another view in force.</summary>
    /// <param name="network">The view.</param>
    /// <returns>The view that was in force before.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public TorNetwork Publish(TorNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Interlocked.Exchange(ref _current, network);
    }
}
