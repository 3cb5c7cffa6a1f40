namespace TorIntel;

/// <summary>The tag as one object of JSON, made when somebody wants to see it.</summary>
internal sealed class TagText(TorFinding finding, DateTimeOffset? time)
{
    private string? _text;

    public override string ToString() => _text ??= finding.ToJson(time);
}
