using System.Globalization;
using TorIntel.Testing;

namespace TorIntel.Tests;

/// <summary>The published lists of relays, as rows.</summary>
internal static class SnapshotData
{
    /// <summary>Gives the rows of a list, or skips the running test if there is none.</summary>
    public static List<(RelayFingerprint Fingerprint, IPEndpointValue Endpoint)> ReadRelays(string name) =>
        [.. File.ReadLines(SharedData.PathOrSkip("data/snapshot/" + name)).Skip(1).Select(Read)];

    private static (RelayFingerprint Fingerprint, IPEndpointValue Endpoint) Read(string line)
    {
        var cells = line.Split(',', StringSplitOptions.TrimEntries);
        return (RelayFingerprint.Parse(cells[0]), new IPEndpointValue(IPAddressValue.Parse(cells[1]), ushort.Parse(cells[2], CultureInfo.InvariantCulture)));
    }
}
