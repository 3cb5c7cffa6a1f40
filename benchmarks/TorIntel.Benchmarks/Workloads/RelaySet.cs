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
            return name == "exits" ? new RelaySet(name, SyntheticRelays.Make(1_363, 914)) : new RelaySet(name, SyntheticRelays.Make(7_364, 3_212));
        }

        var snapshot = Path.Combine(folder, "snapshot");
        return name == "exits"
            ? new RelaySet(name, File.ReadLines(Path.Combine(snapshot, "torbulkexitlist")).Select(IPAddressValue.Parse)
                .Concat(Column(Path.Combine(snapshot, "exits.csv")).Where(address => !address.IsIPv4)))
            : new RelaySet(name, Column(Path.Combine(snapshot, "all.csv")));
    }

    public IPPrefixIndex ToIndex() => IPPrefixIndex.Create(ToEntries());

    public IEnumerable<KeyValuePair<IPPrefix, uint>> ToEntries() => Addresses.Select((address, i) => KeyValuePair.Create(IPPrefix.Host(address), (uint)i));

    public IEnumerable<IPAddress> ToIPAddresses() => Addresses.Select(address => address.ToIPAddress());

    // "fingerprint, ipaddr, port"
    private static IEnumerable<IPAddressValue> Column(string csv) =>
        File.ReadLines(csv).Skip(1).Select(line => IPAddressValue.Parse(line.Split(',')[1].AsSpan().Trim()));
}
