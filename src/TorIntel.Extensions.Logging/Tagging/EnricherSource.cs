namespace TorIntel;

/// <summary>Makes an enricher at the first event, not with the logger: what the host registers as store or classifier may want a logger itself.</summary>
/// <remarks>
/// Threads that come at the same time make one each, since waiting for another thread's turn here could be waiting for ever. What the making itself logs is not judged.
/// </remarks>
/// <param name="make">Makes it.</param>
/// <param name="report">Takes what that threw, once.</param>
internal sealed class EnricherSource(Func<TorEnricher> make, Action<Exception>? report = null)
{
    [ThreadStatic]
    private static bool s_isMaking;

    private TorEnricher? _enricher;
    private bool _isBroken;

    /// <summary>Gets the enricher; null if there is none, or none yet.</summary>
    public TorEnricher? Enricher => Volatile.Read(ref _enricher) ?? Make();

    private TorEnricher? Make()
    {
        if (s_isMaking || Volatile.Read(ref _isBroken))
        {
            return null;
        }

        s_isMaking = true;
        try
        {
            var enricher = make();
            return Interlocked.CompareExchange(ref _enricher, enricher, null) ?? enricher;
        }
        catch (Exception e)
        {
            if (!Interlocked.Exchange(ref _isBroken, true))
            {
                report?.Invoke(e);
            }

            return null;
        }
        finally
        {
            s_isMaking = false;
        }
    }
}
