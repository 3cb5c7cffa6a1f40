using System.Globalization;
using TorIntel.Feeds;

namespace TorIntel.Benchmarks;

/// <summary>The lists of one hour as files, and the view of all of them as a file beside them.</summary>
internal sealed class ViewWorkload : IDisposable
{
    private static readonly (string Name, RelayRoles? Role)[] s_lists =
    [
        ("all.csv", RelayRoles.Relay),
        ("guards.csv", RelayRoles.Guard),
        ("exits.csv", RelayRoles.Exit),
        ("torbulkexitlist", null),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("torintel-view-").FullName;
    private readonly string _lists;

    public ViewWorkload()
    {
        var snapshot = Path.Combine(SharedData.Folder ?? "", "snapshot");
        _lists = Directory.Exists(snapshot) ? snapshot : MakeUp();
        ViewPath = Path.Combine(_folder, "view");
        View = FromLists();
        using var file = File.Create(ViewPath);
        View.WriteTo(file);
    }

    public string ViewPath { get; }

    public TorNetwork View { get; }

    public TorNetwork FromLists()
    {
        var builder = new TorNetworkBuilder();
        var loader = new TorListLoader(builder);
        foreach (var (name, role) in s_lists)
        {
            if (loader.LoadFile(Path.Combine(_lists, name), role).Refusal is { } refusal)
            {
                throw new InvalidOperationException(name + ": " + refusal);
            }
        }

        return builder.Build();
    }

    public TorNetwork FromMappedFile() => ViewFile.Load(ViewPath);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string MakeUp()
    {
        Console.WriteLine("// No lists at $TORINTEL_SHARED/data/snapshot: those of the view are synthetic.");
        var (all, exits) = (RelaySet.Synthetic("all").Addresses, RelaySet.Synthetic("exits").Addresses);
        Write("all.csv", all);
        Write("guards.csv", all[..(all.Length / 2)]);
        Write("exits.csv", exits);
        File.WriteAllLines(Path.Combine(_folder, "torbulkexitlist"), exits.Select(address => address.ToString()));
        return _folder;
    }

    private void Write(string name, IEnumerable<IPAddressValue> addresses) => File.WriteAllLines(
        Path.Combine(_folder, name),
        addresses.Select(address => string.Create(CultureInfo.InvariantCulture, $"{(uint)address.GetHashCode():X40}, {address}, 9001")).Prepend("fingerprint, ipaddr, port"));
}
