using System.Globalization;

namespace TorIntel.Controls;

/// <summary>A plan on its way into a file: the entries within the limits, and where to write them.</summary>
public sealed class ControlOutput
{
    private const int MaxExpansion = 65_536;

    private readonly ControlTarget _target;
    private readonly ControlWriteOptions _options;

    internal ControlOutput(ControlTarget target, ControlPlan plan, ControlWriteOptions options, TextWriter writer)
    {
        _target = target;
        _options = options;
        Plan = plan;
        Writer = writer;
    }

    /// <summary>Gets the plan.</summary>
    public ControlPlan Plan { get; }

    /// <summary>Gets where to write; line ends are line feeds.</summary>
    public TextWriter Writer { get; }

    /// <summary>Gets how many entries were taken so far.</summary>
    public int Entries { get; private set; }

    internal UInt128 UnlistedAddresses { get; private set; }

    internal ControlFamily Family => _options.Family;

    private int? MaxEntries => _options.MaxEntries ?? _target.Traits.MaxEntries;

    /// <summary>Writes where the list comes from, as comments.</summary>
    public void WriteHeader()
    {
        if (_target.Traits.Comment is { } comment)
        {
            foreach (var line in Plan.Header)
            {
                Writer.WriteLine(comment + line);
            }
        }
    }

    /// <summary>Takes rows as the fewest prefixes that cover exactly their addresses, or, if the target takes no prefixes, as single addresses. They count as entries.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="family">Which of them; only those that are wanted at all are given.</param>
    public IReadOnlyList<IPPrefix> TakePrefixes(IReadOnlyList<ControlAddress> rows, ControlFamily family = ControlFamily.Both)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var cover = PrefixCover.Of(rows.Select(row => row.Prefix).Where(prefix => IsWanted(prefix.IsIPv4, family)));
        if (!_target.Traits.Prefixes)
        {
            cover = [.. cover.SelectMany(Expand)];
        }
        else if (MaxEntries is { } most && Entries + cover.Count > most && _options.Widen)
        {
            var untouchable = Plan.Options.ProtectedNetworks.Concat(Plan.Options.AllowedNetworks).ToList();
            var widened = PrefixWidening.Widen(cover, Math.Max(most - Entries, 1), untouchable);
            UnlistedAddresses += widened.UnlistedAddresses;
            cover = widened.Prefixes;
        }

        Entries += cover.Count;
        return cover;
    }

    /// <summary>Takes rows one by one, for targets that say something of each. They count as entries.</summary>
    /// <param name="rows">The rows.</param>
    public IReadOnlyList<ControlAddress> TakeRows(IReadOnlyList<ControlAddress> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        IReadOnlyList<ControlAddress> wanted = [.. rows.Where(row => IsWanted(row.Prefix.IsIPv4, ControlFamily.Both))];
        if (!_target.Traits.Prefixes)
        {
            wanted = [.. wanted.SelectMany(row => Expand(row.Prefix).Select(address => row with { Prefix = address }))];
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

    internal void CheckLimit()
    {
        if (MaxEntries is { } most && Entries > most)
        {
            throw new ControlRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_target.Name}: {Entries} entries are needed, and {most} are allowed. Prefixes are as few as they can be without covering more; to let them cover more, ask for it."));
        }
    }

    private bool IsWanted(bool isIPv4, ControlFamily family) => family switch
    {
        ControlFamily.IPv4 => isIPv4 && _options.Family != ControlFamily.IPv6,
        ControlFamily.IPv6 => !isIPv4 && _options.Family != ControlFamily.IPv4,
        _ => _options.Family == ControlFamily.Both || isIPv4 == (_options.Family == ControlFamily.IPv4),
    };

    private IEnumerable<IPPrefix> Expand(IPPrefix prefix)
    {
        var bits = (prefix.IsIPv4 ? 32 : 128) - prefix.Length;
        if (bits > 16)
        {
            throw new ControlRefusedException(string.Create(CultureInfo.InvariantCulture, $"{_target.Name} takes no prefixes, and {prefix} has more than {MaxExpansion} addresses."));
        }

        for (var i = 0; i < 1 << bits; i++)
        {
            yield return IPPrefix.Host(prefix.IsIPv4 ? IPAddressValue.FromIPv4(prefix.Address.ToIPv4() + (uint)i) : IPAddressValue.FromIPv6(prefix.Address.ToIPv6() + (uint)i));
        }
    }
}
