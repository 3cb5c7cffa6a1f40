namespace TorIntel.Pipelines;

/// <summary>Confidence as other schemas count it.</summary>
internal static class ConfidenceScale
{
    /// <summary>From 0 to 100.</summary>
    public static long Percent(Confidence confidence) => 25 * (long)confidence;

    /// <summary>As ECS names it.</summary>
    public static ReadOnlySpan<byte> Ecs(Confidence confidence) => confidence switch
    {
        Confidence.Low => "Low"u8,
        Confidence.Medium => "Medium"u8,
        Confidence.High or Confidence.Confirmed => "High"u8,
        _ => "None"u8,
    };

    /// <summary>As OCSF numbers it: 1 low, 2 medium, 3 high.</summary>
    public static long Ocsf(Confidence confidence) => Math.Min((long)confidence, 3);
}
