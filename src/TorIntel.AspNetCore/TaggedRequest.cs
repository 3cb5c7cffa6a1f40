namespace TorIntel;

/// <summary>Among the features of a request: its telemetry has the tag. A request goes through the pipeline twice where an error page answers it, and may be judged to be another then.</summary>
internal sealed class TaggedRequest
{
    private TaggedRequest()
    {
    }

    public static TaggedRequest Instance { get; } = new();
}
