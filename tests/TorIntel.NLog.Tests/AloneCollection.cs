namespace TorIntel.Tests;

/// <summary>Tests that run while no others do: NLog's pools of buffers are those of the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
