using System.Security.Cryptography;
using System.Text;

namespace TorIntel.Testing;

/// <summary>Writes entries of relays that there are not, at documentation addresses.</summary>
public static class ForgedRelays
{
    private static readonly string[] s_networks = ["192.0.2.", "198.51.100.", "203.0.113."];

    /// <summary>Gets the fingerprint of a relay.</summary>
    public static RelayFingerprint FingerprintOf(int number) => RelayFingerprint.Parse(Convert.ToHexString(IdentityOf(number)));

    /// <summary>Gets the OR endpoint of a relay: each has one of its own.</summary>
    public static IPEndpointValue EndpointOf(int number)
    {
        const int Hosts = 254;
        var host = number % (s_networks.Length * Hosts);
        var address = s_networks[host % s_networks.Length] + ((host / s_networks.Length) + 1);
        return new IPEndpointValue(IPAddressValue.Parse(address), (ushort)(9001 + (number / (s_networks.Length * Hosts))));
    }

    /// <summary>Gets the roles of a relay: of ten, four can exit (one of them without the flag), three are guards.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="flavor">The flavor; the microdesc one does not tell of policies.</param>
    public static RelayRoles RolesOf(int number, ConsensusFlavor flavor) => RelayRoles.Relay
        | (HasExitFlag(number) || (IsExitWithoutFlag(number) && flavor == ConsensusFlavor.Ns) ? RelayRoles.Exit : RelayRoles.None)
        | (IsGuard(number) ? RelayRoles.Guard : RelayRoles.None);

    /// <summary>Writes the entries of relays, ordered by identity as they have to be.</summary>
    public static string Write(int count, ConsensusFlavor flavor)
    {
        var text = new StringBuilder();
        foreach (var (number, identity) in Enumerable.Range(0, count).Select(number => (number, IdentityOf(number))).OrderBy(relay => Convert.ToHexString(relay.Item2)))
        {
            Write(text, number, identity, flavor);
        }

        return text.ToString();
    }

    private static byte[] IdentityOf(int number) => SHA1.HashData(Encoding.ASCII.GetBytes($"relay {number}"));

    private static bool HasExitFlag(int number) => number % 10 is 0 or 1 or 2;

    private static bool IsExitWithoutFlag(int number) => number % 10 == 3;

    private static bool IsGuard(int number) => number % 10 is 2 or 4 or 5;

    private static void Write(StringBuilder text, int number, byte[] identity, ConsensusFlavor flavor)
    {
        var isNs = flavor == ConsensusFlavor.Ns;
        var endpoint = EndpointOf(number);
        text.Append($"r relay{number} {Unpadded(identity)} ");
        text.Append(isNs ? Unpadded(SHA1.HashData(identity)) + " " : "");
        text.Append($"2038-01-01 00:00:00 {endpoint.Address} {endpoint.Port} {(number % 7 == 0 ? 9030 : 0)}\n");
        if (number % 3 == 0)
        {
            text.Append($"a [2001:db8::{number + 1:x}]:{endpoint.Port}\n");
        }

        if (!isNs)
        {
            text.Append($"m {Unpadded(SHA256.HashData(identity))}\n");
        }

        text.Append($"s {(HasExitFlag(number) ? "Exit " : "")}Fast {(IsGuard(number) ? "Guard " : "")}HSDir Running Stable V2Dir Valid\nv Tor 0.4.9.11\n");
        text.Append("pr Conflux=1 Cons=1-2 Desc=1-4 DirCache=2 FlowCtrl=1-2 HSDir=2 HSIntro=4-5 HSRend=1-2 Link=3-5 LinkAuth=3 Microdesc=1-3 Padding=2 Relay=2-6\n");
        text.Append($"w Bandwidth={1000 + number}\n");
        if (isNs)
        {
            text.Append($"p {(HasExitFlag(number) ? "accept 80,443,8000-" + (8001 + (number % 400)) : IsExitWithoutFlag(number) ? "accept 6660-6669" : "reject 1-65535")}\n");
        }
    }

    private static string Unpadded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');
}
