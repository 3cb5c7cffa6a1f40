using TorIntel.Controls;

namespace TorIntel.MaxMind;

/// <summary>What the databases of both targets have in common.</summary>
internal static class TargetDatabase
{
    /// <summary>Begins a database of the time of the view.</summary>
    public static MmdbWriter Begin(ControlPlan plan, string type, string what)
    {
        // The name of a source is anybody's text, so it stays out: readers search the keys of the metadata.
        var time = plan.Network.Time;
        var earliest = DateTimeOffset.UnixEpoch.AddSeconds(1); // 0 would be no time to readers.
        return new MmdbWriter(new MmdbWriterOptions
        {
            DatabaseType = type,
            BuildTime = time is { } known && known > earliest ? known : earliest,
            Description = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = $"TorIntel: {what} of {(time is { } ofView ? TimeText.ToIso(ofView) : "an unknown time")}" },
            Languages = ["en"],
        });
    }

    /// <summary>Adds a prefix.</summary>
    /// <exception cref="ControlRefusedException">The format has no place for it.</exception>
    public static void Add(MmdbWriter writer, IPPrefix prefix, MmdbValue? value)
    {
        if (!MmdbWriter.CanHold(prefix))
        {
            throw new ControlRefusedException($"The list has {prefix}, which is where MaxMind databases have IPv4.");
        }

        writer.Add(prefix, value);
    }
}
