using TorIntel.Controls;

namespace TorIntel.MaxMind;

/// <summary>What the databases of both targets have in common.</summary>
internal static class TargetDatabase
{
    // The alias of all of IPv4.
    private static readonly IPPrefix s_sixToFour = IPPrefix.Parse("2002::/16");

    /// <summary>Begins a database of the time of the view.</summary>
    public static MmdbWriter Begin(ControlOutput output, string type, string what, RowCounts counts)
    {
        var plan = output.Plan;
        // The name of a source is anybody's text, so it stays out: some readers search the keys of the metadata by their bytes.
        var time = plan.Network.Time;
        var earliest = DateTimeOffset.UnixEpoch.AddSeconds(1); // 0 would be no time to readers.
        var built = time ?? plan.Options.Now;
        var of = time is { } known ? TimeText.ToIso(known) : "an unknown time";
        return new MmdbWriter(new MmdbWriterOptions
        {
            DatabaseType = type,
            BuildTime = built > earliest ? built : earliest,
            Description = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["en"] = $"TorIntel: {what} of {of}; policy: {ControlPlanner.NameOf(plan.Options.Policy)}; {counts}; sha256: {plan.Digest}",
            },
            Languages = ["en"],
        });
    }

    /// <summary>Adds a prefix.</summary>
    /// <exception cref="ControlRefusedException">The format has no place for it.</exception>
    public static void Add(MmdbWriter writer, IPPrefix prefix, MmdbValue value)
    {
        if (!MmdbWriter.CanHold(prefix))
        {
            throw new ControlRefusedException(ControlRefusal.NotExpressible, $"The list has {prefix}, which is where MaxMind databases have IPv4.");
        }

        writer.Add(prefix, value);
    }

    /// <summary>Cuts a prefix out of those around it, and out of the places where IPv4 is found again. Where the format has IPv4 there is nothing to cut.</summary>
    public static void CutOut(MmdbWriter writer, IPPrefix prefix)
    {
        if (MmdbWriter.CanHold(prefix))
        {
            writer.Add(prefix, value: null);
        }
    }

    /// <summary>Cuts out what no rule may cover. Rows have nothing there, but IPv4 that is found again behind 6to4 may.</summary>
    public static void CutOutUntouchable(MmdbWriter writer, ControlPlan plan)
    {
        foreach (var network in plan.Untouchable)
        {
            CutOut(writer, network.Contains(s_sixToFour) ? s_sixToFour : network);
        }
    }
}
