using System.Net;
using System.Net.Sockets;

namespace TorIntel.Conformance;

/// <summary>Picks the ends of connections: listed, unlisted, ours and others'.</summary>
internal sealed class Peers
{
    private static readonly string[] s_publicNetworks = ["93.184.0.0/16", "151.101.0.0/16", "8.8.8.0/24", "142.250.0.0/15", "2606:4700::/32", "2a00:1450::/32", "2400:cb00::/32"];
    private static readonly int[] s_services = [80, 443, 22, 25, 53, 123, 993, 3389, 8080, 8443];
    private static readonly int[] s_torPorts = [9001, 9030, 9040, 9050, 9051, 9150, 9151, 9053];
    private readonly Random _random;
    private readonly ConformanceLists _lists;
    private readonly OracleOptions _options;
    private readonly KeyValuePair<IPAddress, AddressEntry>[] _others;
    private readonly IPAddress[] _v4;

    public Peers(Random random, ConformanceLists lists, OracleOptions options)
    {
        (_random, _lists, _options) = (random, lists, options);
        _others = [.. lists.Entries.Where(entry => !Addresses.InAny(entry.Key, options.Ours) && !Authority.IsKnown(entry.Key))];
        _v4 = [.. _others.Select(entry => entry.Key).Where(address => address.AddressFamily == AddressFamily.InterNetwork)];
        Relays = [.. _others.SelectMany(entry => entry.Value.Rows)];
        Guards = [.. Relays.Where(lists.IsGuard)];
        NotGuards = [.. Relays.Where(row => !lists.Find(row.Address)!.GuardAddress && !lists.Find(row.Address)!.Rows.Any(lists.IsGuard))];
        Exits = [.. Relays.Where(lists.IsExit)];
        NotExits = [.. Relays.Where(row => !lists.Find(row.Address)!.ExitAddress && !lists.Find(row.Address)!.Rows.Any(lists.IsExit))];
        Own = [.. lists.Entries.Where(entry => Addresses.InAny(entry.Key, options.Ours)).SelectMany(entry => entry.Value.Rows)];
        WithoutRelayPort = [.. Relays.Where(row => !lists.Find(row.Address)!.Rows.Any(other => other.Port is 9001 or 9030))];
        ExitOnly = Bare(entry => entry.ExitAddress && !entry.GuardAddress);
        GuardsWithoutPort = Bare(entry => entry.GuardAddress);
        RelaysWithoutPort = Bare(entry => entry.RelayAddress && !entry.GuardAddress && !entry.ExitAddress);

        IPAddress[] Bare(Func<AddressEntry, bool> fits) => [.. _others.Where(entry => entry.Value.Rows.Count == 0 && fits(entry.Value)).Select(entry => entry.Key)];
    }

    public RelayRow[] Relays { get; }
    public RelayRow[] Guards { get; }
    public RelayRow[] NotGuards { get; }
    public RelayRow[] Exits { get; }
    public RelayRow[] NotExits { get; }

    /// <summary>The relays at addresses where no relay has one of the customary ports.</summary>
    public RelayRow[] WithoutRelayPort { get; }
    public RelayRow[] Own { get; }
    public IPAddress[] ExitOnly { get; }
    public IPAddress[] GuardsWithoutPort { get; }
    public IPAddress[] RelaysWithoutPort { get; }

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>An address of ours that no list has.</summary>
    public IPAddress Ours() => Unlisted(() => Addresses.Pick(Pick(_options.Ours), _random), ours: true);

    /// <summary>An address of nobody in particular, often next to a listed one.</summary>
    public IPAddress Outside() => Unlisted(
        () => _random.Next(3) == 0 ? Neighbour(Pick(_others).Key) : Addresses.Pick(IPNetwork.Parse(Pick(s_publicNetworks)), _random), ours: false);

    /// <summary>An address that embeds a listed IPv4 address and is itself unlisted.</summary>
    public IPAddress Embedded() => Unlisted(() => Addresses.Embed(Pick(_v4), _random), ours: false);

    public (IPAddress? Address, int? Port) Client() => (_random.Next(4) == 0 ? Outside() : Ours(), ClientPort());

    public (IPAddress? Address, int? Port) Server(IPAddress address) => (address, ServicePort());

    /// <summary>Mostly ephemeral, sometimes low, sometimes a port that would mean Tor on the other side.</summary>
    public int ClientPort() => _random.Next(8) switch { 0 => Pick(s_torPorts), 1 => _random.Next(1024, 9000), _ => _random.Next(32768, 65536) };

    public int ServicePort() => Pick(s_services);

    /// <summary>A port of no relay at the address and without meaning of its own.</summary>
    public int OtherPort(IPAddress address)
    {
        var taken = _lists.Find(address)!.Rows.Select(row => row.Port).Concat(s_torPorts).ToHashSet();
        int port;
        do
        {
            port = _random.Next(2) == 0 ? ServicePort() : _random.Next(1, 32768);
        }
        while (taken.Contains(port));
        return port;
    }

    private IPAddress Unlisted(Func<IPAddress> pick, bool ours)
    {
        IPAddress address;
        do
        {
            address = pick();
        }
        while (_lists.Find(address) is not null || Authority.IsKnown(address) || Addresses.InAny(address, _options.Ours) != ours);
        return address;
    }

    private IPAddress Neighbour(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes[^1] ^= (byte)_random.Next(1, 256);
        return new IPAddress(bytes);
    }
}
