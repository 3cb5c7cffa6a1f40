using System.Text;

namespace TorIntel.Tests;

/// <summary>Short ways to write down small networks. Addresses of the documentation ranges may be used.</summary>
internal static class Sketch
{
    /// <summary>A fingerprint that is easy to tell from others.</summary>
    public static RelayFingerprint Fingerprint(int number) => RelayFingerprint.Parse(number.ToString("X40"));

    public static IPAddressValue Address(string text) => IPAddressValue.Parse(text);

    public static IPPrefix Prefix(string text) => IPPrefix.Parse(text);

    /// <summary>An endpoint; an address alone has port 0.</summary>
    public static IPEndpointValue Endpoint(string text) =>
        IPEndpointValue.TryParse(text, out var endpoint) ? endpoint : new IPEndpointValue(Address(text), 0);

    public static ExitPolicySummary Policy(string text) =>
        ExitPolicySummary.TryParse(text, out var policy) ? policy : throw new FormatException(text);

    public static ExitPolicy ExactPolicy(string text) =>
        ExitPolicy.TryParse(Encoding.UTF8.GetBytes(text), out var policy) ? policy : throw new FormatException(text);

    public static TorRelayDescription Relay(int number, RelayRoles roles, params string[] orEndpoints) => new()
    {
        Fingerprint = Fingerprint(number),
        Roles = roles,
        OrEndpoints = [.. orEndpoints.Select(Endpoint)],
    };

    public static TorNetworkBuilder Builder(params TorRelayDescription[] relays)
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = true };
        foreach (var relay in relays)
        {
            builder.AddRelay(relay);
        }

        return builder;
    }

    public static TorNetwork View(params TorRelayDescription[] relays) => Builder(relays).Build();

    public static ListedAddress Find(this TorNetwork network, string address) =>
        network.TryFind(Address(address), out var listed) ? listed : throw new KeyNotFoundException(address);

    public static bool Has(this TorNetwork network, string address) => network.TryFind(Address(address), out _);

    /// <summary>The numbers of relays made by <see cref="Relay"/>, in ascending order.</summary>
    public static int[] Numbers(this IEnumerable<TorRelay> relays) =>
        [.. relays.Select(relay => Convert.ToInt32(relay.Fingerprint.ToString()[32..], 16)).Order()];
}
