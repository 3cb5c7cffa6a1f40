using System.Net;

namespace TorIntel.Benchmarks;

/// <summary>The relay addresses of one list: sorted, each once.</summary>
public sealed class RelaySet
{
    private RelaySet(string name, IEnumerable<IPAddressValue> addresses)
    {
        Name = name;
        var sorted = addresses.Distinct().Order().ToArray();
        V4 = [.. sorted.Where(address => address.IsIPv4).Select(address => address.ToIPv4())];
        V6 = [.. sorted.Where(address => !address.IsIPv4).Select(address => address.ToIPv6())];
        Addresses = sorted;
    }

    public string Name { get; }

    public uint[] V4 { get; }

    public UInt128[] V6 { get; }

    public IPAddressValue[] Addresses { get; }

    /// <summary>Loads a set by its name: <c>exits</c> (about 1,300 and 900 addresses) or <c>all</c> (about 7,400 and 3,200).</summary>
    public static RelaySet Load(string name)
    {
        if (SharedData.Folder is not { } folder || !Directory.Exists(Path.Combine(folder, "snapshot")))
        {
            Console.WriteLine($"// No lists at $TORINTEL_SHARED/data/snapshot: '{name}' is synthetic.");
            return Synthetic(name);
        }

        var snapshot = Path.Combine(folder, "snapshot");
        return name == "exits"
            ? new RelaySet(name, File.ReadLines(Path.Combine(snapshot, "torbulkexitlist")).Select(IPAddressValue.Parse)
                .Concat(Column(Path.Combine(snapshot, "exits.csv")).Where(address => !address.IsIPv4)))
            : new RelaySet(name, Column(Path.Combine(snapshot, "all.csv")));
    }

    /// <summary>Makes a set of the same size as the real one up; as in reality, all relays include the exits.</summary>
    public static RelaySet Synthetic(string name)
    {
        var exits = SyntheticRelays.Make(1_363, 914);
        return new RelaySet(name, name == "exits" ? exits : exits.Concat(SyntheticRelays.Make(7_364 - 1_363, 3_212 - 914)));
    }

    /// <summary>Reads lists of bare addresses, or CSV with the addresses in its second column, into one set.</summary>
    public static RelaySet Read(string name, IEnumerable<string> paths) =>
        new(name, paths.SelectMany(path => File.ReadLines(path).First().Contains(',', StringComparison.Ordinal) ? Column(path) : File.ReadLines(path).Select(IPAddressValue.Parse)));

    /// <summary>The set with the addresses of another one in place of as many of its own that are not in that.</summary>
    public RelaySet With(RelaySet other)
    {
        var (v4, v6) = (FillUp(other, address => address.IsIPv4), FillUp(other, address => !address.IsIPv4));
        return new RelaySet(Name, v4.Concat(v6));
    }

    public IPPrefixIndex ToIndex() => IPPrefixIndex.Create(ToEntries());

    public IEnumerable<KeyValuePair<IPPrefix, uint>> ToEntries() => Addresses.Select((address, i) => KeyValuePair.Create(IPPrefix.Host(address), (uint)i));

    public IEnumerable<IPAddress> ToIPAddresses() => Addresses.Select(address => address.ToIPAddress());

    private IEnumerable<IPAddressValue> FillUp(RelaySet other, Func<IPAddressValue, bool> ofFamily) =>
        other.Addresses.Where(ofFamily).Concat(Addresses.Where(ofFamily)).Distinct().Take(Math.Max(Addresses.Count(ofFamily), other.Addresses.Count(ofFamily)));

    // "fingerprint, ipaddr, port"
    private static IEnumerable<IPAddressValue> Column(string csv) =>
        File.ReadLines(csv).Skip(1).Select(line => IPAddressValue.Parse(line.Split(',')[1].AsSpan().Trim()));
}
