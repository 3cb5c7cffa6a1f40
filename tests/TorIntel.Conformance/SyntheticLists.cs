using System.Net;

namespace TorIntel.Conformance;

/// <summary>Makes a small network up, in the ranges of the documentation and in private ones, so that the tool needs <c>--include-special</c>.</summary>
public static class SyntheticLists
{
    private static readonly int[] s_ports = [443, 443, 443, 80, 9001, 9001, 9001, 9030, 8443, 9002, 9100, 110, 993, 22, 8080, 33001, 49152, 65535, 1];
    private static readonly string[] s_ourNetworks = ["10.20.30.0/24", "192.168.7.0/24", "172.20.1.0/24", "100.64.9.0/24", "169.254.3.0/24", "fd00:1:2::/64", "fe80::/64"];

    /// <summary>Makes the lists of a seed.</summary>
    public static ConformanceLists Create(int seed, int relays = 300)
    {
        var random = new Random(seed);
        var taken = new HashSet<IPAddress>();
        var endpoints = new HashSet<(IPAddress, int)>();
        List<RelayRow> all = [], guards = [], exits = [];
        IPAddress? shared = null;
        var sharers = 0;

        for (var i = 0; i < relays; i++)
        {
            var isGuard = random.Next(2) == 0;
            var isExit = random.Next(3) == 0;
            var fingerprint = Convert.ToHexString(NextBytes(random, 20));
            var addresses = new List<IPAddress>();
            if (sharers == 0)
            {
                shared = NewAddress(random.Next(8) == 0);
                sharers = random.Next(4) == 0 ? random.Next(2, 9) : 1;
            }

            sharers--;
            addresses.Add(shared!);
            addresses.AddRange(Enumerable.Range(0, random.Next(6) switch { 0 or 1 or 2 => 0, 3 or 4 => 1, _ => 2 }).Select(_ => NewAddress(random.Next(4) != 0)));
            AddRelay(fingerprint, addresses, isGuard, isExit);
        }

        foreach (var network in s_ourNetworks.Select(IPNetwork.Parse))
        {
            for (var i = 0; i < 4; i++)
            {
                AddRelay(Convert.ToHexString(NextBytes(random, 20)), [Addresses.Pick(network, random)], i % 2 == 0, i < 2);
            }
        }

        // Most exits leave from their OR address; some addresses are no relay's, some belong to a relay without the exit role.
        var exitFingerprints = exits.Select(row => row.Fingerprint).ToHashSet();
        List<IPAddress> exitAddresses = [.. exits.Select(row => row.Address).Where(address => !IsOurs(address) && random.Next(3) != 0)];
        exitAddresses.AddRange(all.Where(row => !exitFingerprints.Contains(row.Fingerprint) && !IsOurs(row.Address) && random.Next(12) == 0).Select(row => row.Address));
        exitAddresses.AddRange(Enumerable.Range(0, 30).Select(i => NewAddress(i % 5 == 0)));

        // A guard of an address-only list has no known port, unless another list gives one; some are exit addresses too.
        List<IPAddress> guardAddresses = [.. Enumerable.Range(0, 40).Select(i => NewAddress(i % 3 == 0)), .. exitAddresses.TakeLast(5)];
        guardAddresses.AddRange(all.Where(row => !IsOurs(row.Address) && random.Next(15) == 0).Select(row => row.Address));
        List<IPAddress> relayAddresses = [.. Enumerable.Range(0, 40).Select(i => NewAddress(i % 3 == 0))];

        return new ConformanceLists(new ListContents(all, guards, exits, Distinct(exitAddresses), Distinct(guardAddresses), relayAddresses));

        IPAddress NewAddress(bool v6)
        {
            IPAddress address;
            do
            {
                byte[] third = random.Next(3) switch { 0 => [192, 0, 2], 1 => [198, 51, 100], _ => [203, 0, 113] };
                byte[] tail = random.Next(2) == 0 ? [0, 0, 0, 0, 0, 0, 0, (byte)random.Next(256)] : NextBytes(random, 8);
                address = new IPAddress(v6 ? [0x20, 0x01, 0x0d, 0xb8, 0, (byte)random.Next(4), 0, 0, .. tail] : [.. third, (byte)random.Next(1, 255)]);
            }
            while (!taken.Add(address));
            return address;
        }

        void AddRelay(string fingerprint, List<IPAddress> addresses, bool isGuard, bool isExit)
        {
            foreach (var address in addresses)
            {
                int port;
                do
                {
                    port = s_ports[random.Next(s_ports.Length)];
                }
                while (!endpoints.Add((address, port)));
                var row = new RelayRow(fingerprint, address, port);
                all.Add(row);
                if (isGuard)
                {
                    guards.Add(row);
                }

                if (isExit)
                {
                    exits.Add(row);
                }
            }
        }
    }

    private static bool IsOurs(IPAddress address) => s_ourNetworks.Any(network => IPNetwork.Parse(network).Contains(address));

    private static IReadOnlyList<IPAddress> Distinct(IEnumerable<IPAddress> addresses) => [.. addresses.Distinct()];

    private static byte[] NextBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
