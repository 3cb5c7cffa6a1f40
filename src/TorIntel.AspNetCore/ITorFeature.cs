namespace TorIntel;

/// <summary>What is known about Tor in a request. Among the features of the request only if there is evidence.</summary>
public interface ITorFeature
{
    /// <summary>Gets the finding: the verdict, its evidence, and the view that it was judged by.</summary>
    TorFinding Finding { get; }
}
