using NLog;

namespace TorIntel;

/// <summary>Adds a finding as plain properties.</summary>
internal sealed class PlainTagWriter(TorAttributes attributes) : ITagWriter
{
    private static readonly object s_true = true;
    private static readonly object s_false = false;

    public bool Write(TorFinding finding, LogEventInfo logEvent)
    {
        var time = EventJudge.TimeOf(logEvent);
        var described = DescribedFinding.Of(finding, attributes);
        var properties = logEvent.Properties;
        if (properties.ContainsKey(described[0].Key))
        {
            return false; // Tagged before: by another wrapper, or where the event comes from.
        }

        foreach (var (name, value) in described)
        {
            properties.TryAdd(name, value);
        }

        if (finding.AgeAt(time) is { } age)
        {
            properties.TryAdd(attributes.AgeName, age);
            properties.TryAdd(attributes.StaleName, finding.IsStaleAt(time) ? s_true : s_false);
        }

        return true;
    }
}
