namespace TorIntel.Benchmarks;

/// <summary>The texts of client addresses, all of them listed or none.</summary>
internal static class SignInAddresses
{
    public const int Count = 1024;

    public static string[] Make(RelaySet listed, bool isHit)
    {
        if (isHit)
        {
            // As in an attack: the same few again and again.
            return [.. Enumerable.Range(0, Count).Select(i => listed.Addresses[i % 64 * 16].ToString())];
        }

        var index = listed.ToIndex();
        return [.. Workload.Make(listed, ProbeStream.V4RandomMiss).ToV4().Where(address => !index.Contains(address)).Take(Count).Select(address => IPAddressValue.FromIPv4(address).ToString())];
    }
}
