namespace TorIntel.Benchmarks;

/// <summary>A contestant, and how many times as fast as it we are to be.</summary>
internal sealed record Rival(Contestant Contestant, double Goal);
