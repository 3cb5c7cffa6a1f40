namespace TorIntel.Pipelines;

/// <summary>How a condition looks at a field.</summary>
internal enum ConditionTest
{
    Is,
    IsNot,
    HasBits,
    Contains,
    Exists,
    AtLeast,
    Below,
}
