namespace TorIntel.Benchmarks;

/// <summary>Writes the lines of one kind of log.</summary>
internal interface ILogLines
{
    /// <summary>Writes what stands in front of the events.</summary>
    void Begin(DateTime time);

    /// <summary>Writes one event.</summary>
    void Add(DateTime time);

    /// <summary>Writes what stands behind the events.</summary>
    void End()
    {
    }
}
