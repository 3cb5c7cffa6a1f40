namespace TorIntel.Pipelines;

/// <summary>Something that holds if all of some conditions do.</summary>
/// <typeparam name="T">What holds.</typeparam>
/// <param name="Value">What holds.</param>
/// <param name="When">The conditions; none if always.</param>
internal sealed record ConditionalRule<T>(T Value, FieldCondition[] When);
