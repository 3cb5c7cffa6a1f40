using Serilog.Events;

namespace TorIntel;

/// <summary>What was made of a finding: all members that are the same for each event, and the whole as it was last.</summary>
/// <remarks>Safe for any number of threads: a lost write costs time only.</remarks>
internal sealed class StructureTag(string name, List<LogEventProperty> members)
{
    private Whole? _last;

    public LogEventProperty With(ListPart list)
    {
        var last = Volatile.Read(ref _last);
        if (last?.List != list)
        {
            last = new Whole(list, new LogEventProperty(name, new StructureValue([.. members, list.Member])));
            Volatile.Write(ref _last, last);
        }

        return last.Property;
    }

    private sealed record Whole(ListPart List, LogEventProperty Property);
}
