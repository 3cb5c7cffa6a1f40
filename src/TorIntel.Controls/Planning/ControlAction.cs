namespace TorIntel.Controls;

/// <summary>What a rule does with a connection that matches.</summary>
public enum ControlAction
{
    /// <summary>There is no rule for this direction.</summary>
    None = 0,

    /// <summary>It is logged, and passes.</summary>
    Monitor = 1,

    /// <summary>It is blocked.</summary>
    Block = 2,
}
