using System.Globalization;

namespace TorIntel.Controls;

/// <summary>A plan on its way into a file: the entries within the limits, and where to write them.</summary>
public sealed class ControlOutput
{
    private const int MaxExpansion = 262_144;

    private readonly ControlTarget _target;
    private readonly ControlWriteOptions _options;
    private readonly List<IReadOnlyList<IPPrefix>> _sections = [];

    internal ControlOutput(ControlTarget target, ControlPlan plan, ControlWriteOptions options, TextWriter writer, WidenedCovers? widened)
    {
        _target = target;
        _options = options;
        Plan = plan;
        Writer = writer;
        Widened = widened;
    }

    /// <summary>Gets the plan.</summary>
    public ControlPlan Plan { get; }

    /// <summary>Gets where to write; line ends are line feeds.</summary>
    public TextWriter Writer { get; }

    /// <summary>Gets how many entries were taken so far.</summary>
    public int Entries { get; private set; }

    /// <summary>Gets which addresses are wanted. <see cref="TakePrefixes"/> and the like give no others.</summary>
    public ControlFamily Family => _options.Family;

    /// <summary>Gets the lines that say where a file comes from, and what it does less exactly than the plan, without marks of comments. <see cref="WriteHeader"/> writes them.</summary>
    public IReadOnlyList<string> Header =>
    [
        .. ControlHeader.Of(Plan, Counts),
        .. _target.NotesOn(Plan).Select(note => "note: " + note),
        .. Widened is null ? [] : new[] { $"note: joined to {Widened}" },
    ];

    /// <summary>The rows of the plan in the directions and families of the file.</summary>
    internal RowCounts Counts
    {
        get
        {
            var (inbound, outbound) = _target.ActionsOf(Plan);
            return RowCounts.Of(Plan, inbound != ControlAction.None, outbound != ControlAction.None, Family);
        }
    }

    /// <summary>Whether nothing is kept of what is written, which is done to know the prefixes only.</summary>
    internal bool IsDraft { get; init; }

    /// <summary>The prefixes of the file after joining, in the order in which they are taken; null if there was nothing to join.</summary>
    internal WidenedCovers? Widened { get; private set; }

    private int? MaxEntries => (_options.MaxEntries, _target.Traits.MaxEntries) switch
    {
        ({ } asked, { } most) => Math.Min(asked, most),
        (var asked, var most) => asked ?? most,
    };

    /// <summary>Writes where the list comes from, and what it does less exactly than the plan, as comments.</summary>
    public void WriteHeader()
    {
        if (_target.Traits.Comment is { } comment)
        {
            foreach (var line in Header)
            {
                Writer.WriteLine(comment + line);
            }
        }
    }

    /// <summary>Takes rows as the fewest prefixes that cover exactly their addresses, or, if the target takes no prefixes, as single addresses. They count as entries.</summary>
    /// <remarks>If prefixes are to be joined, a file is written twice, the first time for nothing: both times the same rows have to be taken in the same order.</remarks>
    /// <param name="rows">The rows.</param>
    /// <param name="family">Which of them; only those that are wanted at all are given.</param>
    /// <exception cref="InvalidOperationException">Other rows were taken the first time.</exception>
    public IReadOnlyList<IPPrefix> TakePrefixes(IReadOnlyList<ControlAddress> rows, ControlFamily family = ControlFamily.Both)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var cover = PrefixCover.Of(rows.Select(row => row.Prefix).Where(prefix => IsWanted(prefix.IsIPv4, family)));
        cover = _target.Traits.Prefixes ? cover : Expand(cover, prefix => prefix, (_, address) => address);
        if (Widened is not null)
        {
            var number = _sections.Count;
            cover = number < Widened.Before.Count && cover.SequenceEqual(Widened.Before[number]) ? Widened.Covers[number]
                : throw new InvalidOperationException($"{_target.Name} took other rows the first time.");
        }

        _sections.Add(cover);
        Entries += cover.Count;
        return cover;
    }

    /// <summary>Takes rows one by one, for targets that say something of each. They count as entries.</summary>
    /// <param name="rows">The rows.</param>
    public IReadOnlyList<ControlAddress> TakeRows(IReadOnlyList<ControlAddress> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<ControlAddress> wanted = [.. rows.Where(row => IsWanted(row.Prefix.IsIPv4, ControlFamily.Both))];
        if (!_target.Traits.Prefixes)
        {
            wanted = Expand(wanted, row => row.Prefix, (row, address) => row with { Prefix = address });
        }

        Entries += wanted.Count;
        return wanted;
    }

    /// <summary>Takes endpoints. They count as entries.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="family">Which of them.</param>
    public IReadOnlyList<ControlEndpoint> TakeEndpoints(IReadOnlyList<ControlEndpoint> rows, ControlFamily family = ControlFamily.Both)
    {
        ArgumentNullException.ThrowIfNull(rows);
        IReadOnlyList<ControlEndpoint> wanted = [.. rows.Where(row => IsWanted(row.Endpoint.Address.IsIPv4, family))];
        Entries += wanted.Count;
        return wanted;
    }

    /// <summary>Takes names. They count as entries.</summary>
    /// <param name="rows">The rows.</param>
    public IReadOnlyList<ControlName> TakeNames(IReadOnlyList<ControlName> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Entries += rows.Count;
        return rows;
    }

    /// <summary>Joins prefixes of the file until it has few enough entries.</summary>
    internal void Widen()
    {
        if (MaxEntries is not { } most || Entries <= most || !_target.Traits.Prefixes)
        {
            return;
        }

        var others = Entries - _sections.Sum(section => section.Count);
        if (_sections.Count == 0 || others >= most)
        {
            return; // Nothing that could be joined, or not enough: CheckLimit tells.
        }

        Widened = PrefixWidening.Widen(_sections, most - others, MayCover, out var fewest) ?? throw new ControlRefusedException(ControlRefusal.TooLarge, string.Create(
            CultureInfo.InvariantCulture,
            $"{_target.Name}: {most} entries are allowed, and {others + fewest} are the fewest, without prefixes shorter than /{PrefixWidening.ShortestIPv4} and /{PrefixWidening.ShortestIPv6} and without what must not be covered."));
        ControlPlanner.CheckSize(Widened.Covers.SelectMany(cover => cover), string.Create(CultureInfo.InvariantCulture, $"{_target.Name}: joined to {most} entries, the list"));
    }

    internal void CheckLimit()
    {
        if (MaxEntries is { } most && Entries > most)
        {
            var joinable = _target.Traits.Prefixes ? _sections.Sum(section => section.Count) : 0;
            var canJoin = Entries - joinable < most && Widened is null;
            throw new ControlRefusedException(canJoin ? ControlRefusal.TooMany : ControlRefusal.TooLarge, string.Create(
                CultureInfo.InvariantCulture,
                $"{_target.Name}: {Entries} entries are needed, and {most} are allowed. {(canJoin ? "Prefixes are as few as they can be without covering more." : "They cannot be joined to fewer.")}"));
        }
    }

    private bool MayCover(IPPrefix prefix) => (Plan.Options.IncludeSpecialPurpose || SpecialPurposeRanges.Describe(prefix) is null)
        && !Plan.Untouchable.Concat(Plan.NoSources).Any(network => network.Contains(prefix) || prefix.Contains(network));

    private bool IsWanted(bool isIPv4, ControlFamily family) => family switch
    {
        ControlFamily.IPv4 => isIPv4 && _options.Family != ControlFamily.IPv6,
        ControlFamily.IPv6 => !isIPv4 && _options.Family != ControlFamily.IPv4,
        _ => _options.Family == ControlFamily.Both || isIPv4 == (_options.Family == ControlFamily.IPv4),
    };

    private List<T> Expand<T>(IReadOnlyList<T> rows, Func<T, IPPrefix> prefixOf, Func<T, IPPrefix, T> at)
    {
        // Large ones would overflow, and are more than enough by themselves.
        var total = rows.Select(prefixOf).Sum(prefix => 1L << Math.Min((prefix.IsIPv4 ? 32 : 128) - prefix.Length, 40));
        if (total > MaxExpansion)
        {
            var largest = rows.Select(prefixOf).MinBy(prefix => prefix.Length + (prefix.IsIPv4 ? 96 : 0));
            throw new ControlRefusedException(ControlRefusal.TooLarge, string.Create(CultureInfo.InvariantCulture, $"{_target.Name} takes no prefixes, and the list has more than {MaxExpansion} addresses, as in {largest}."));
        }

        List<T> addresses = new((int)total);
        foreach (var row in rows)
        {
            var prefix = prefixOf(row);
            for (var i = 0; i < 1 << ((prefix.IsIPv4 ? 32 : 128) - prefix.Length); i++)
            {
                addresses.Add(at(row, IPPrefix.Host(prefix.IsIPv4 ? IPAddressValue.FromIPv4(prefix.Address.ToIPv4() + (uint)i) : IPAddressValue.FromIPv6(prefix.Address.ToIPv6() + (uint)i))));
            }
        }

        return addresses;
    }
}
