using MaxMind.Db;

namespace TorIntel.MaxMind;

/// <summary>What is asked of a record. The package's generator makes code for it that needs no reflection.</summary>
[method: Constructor]
internal sealed class AnonymousRecord([MapKey("is_tor_exit_node")] bool isTorExitNode)
{
    public bool IsTorExitNode { get; } = isTorExitNode;
}
