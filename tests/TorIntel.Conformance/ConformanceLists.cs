using System.Globalization;
using System.Net;

namespace TorIntel.Conformance;

/// <summary>The truth about a network, joined from lists: what each address and each relay is.</summary>
/// <remarks>
/// The same files are given to the tool, see <see cref="Arguments"/>. A role belongs to the relay, by fingerprint: a relay that
/// a guard or exit list names has that role at all of its addresses.
/// </remarks>
public sealed class ConformanceLists
{
    private const string ExitAddressFile = "torbulkexitlist";
    private const string GuardAddressFile = "guard-addresses.txt";
    private const string RelayAddressFile = "relay-addresses.txt";
    private const string Header = "fingerprint, ipaddr, port";

    private readonly Dictionary<IPAddress, AddressEntry> _entries = [];
    private readonly HashSet<string> _guards;
    private readonly HashSet<string> _exits;

    /// <summary>Joins the lists.</summary>
    public ConformanceLists(ListContents contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        Contents = contents;
        _guards = [.. contents.Guards.Select(row => row.Fingerprint)];
        _exits = [.. contents.Exits.Select(row => row.Fingerprint)];
        foreach (var row in contents.Relays.Concat(contents.Guards).Concat(contents.Exits).Distinct())
        {
            Entry(row.Address).Rows.Add(row);
        }

        foreach (var address in contents.ExitAddresses)
        {
            Entry(address).ExitAddress = true;
        }

        foreach (var address in contents.GuardAddresses)
        {
            Entry(address).GuardAddress = true;
        }

        foreach (var address in contents.RelayAddresses)
        {
            Entry(address).RelayAddress = true;
        }
    }

    /// <summary>The lists that were joined.</summary>
    public ListContents Contents { get; }

    /// <summary>Every listed address with what is known of it, in the order of the lists.</summary>
    public IReadOnlyDictionary<IPAddress, AddressEntry> Entries => _entries;

    /// <summary>Reads a folder with all.csv, guards.csv, exits.csv, torbulkexitlist and, where they exist, the two lists of bare addresses.</summary>
    public static ConformanceLists Load(string folder) => new(new ListContents(
        ReadRows(Path.Combine(folder, "all.csv")),
        ReadRows(Path.Combine(folder, "guards.csv")),
        ReadRows(Path.Combine(folder, "exits.csv")),
        ReadAddresses(Path.Combine(folder, ExitAddressFile)),
        ReadAddresses(Path.Combine(folder, GuardAddressFile)),
        ReadAddresses(Path.Combine(folder, RelayAddressFile))));

    /// <summary>Writes the lists as the files that <see cref="Load"/> reads; a list of bare addresses that is empty is not written.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        WriteRows("all.csv", Contents.Relays);
        WriteRows("guards.csv", Contents.Guards);
        WriteRows("exits.csv", Contents.Exits);
        WriteAddresses(ExitAddressFile, Contents.ExitAddresses);
        WriteAddresses(GuardAddressFile, Contents.GuardAddresses);
        WriteAddresses(RelayAddressFile, Contents.RelayAddresses);

        void WriteRows(string name, IEnumerable<RelayRow> rows) => WriteLines(name, rows
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Fingerprint}, {row.Address}, {row.Port}")).Prepend(Header));

        void WriteAddresses(string name, IReadOnlyList<IPAddress> addresses)
        {
            if (addresses.Count > 0)
            {
                WriteLines(name, addresses.Select(address => address.ToString()));
            }
        }

        void WriteLines(string name, IEnumerable<string> lines) =>
            File.WriteAllText(Path.Combine(folder, name), string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>The tool's arguments that name these lists in the folder.</summary>
    public IReadOnlyList<string> Arguments(string folder)
    {
        List<string> lists = ["exit=" + ExitAddressFile, "exit=exits.csv", "guard=guards.csv", "relay=all.csv"];
        if (Contents.GuardAddresses.Count > 0)
        {
            lists.Add("guard=" + GuardAddressFile);
        }

        if (Contents.RelayAddresses.Count > 0)
        {
            lists.Add("relay=" + RelayAddressFile);
        }

        return [.. lists.SelectMany(list => new[] { "--list", list.Replace("=", "=" + folder.TrimEnd('/') + "/", StringComparison.Ordinal) })];
    }

    /// <summary>What the lists say about an address; null if nothing.</summary>
    public AddressEntry? Find(IPAddress? address) => address is null ? null : _entries.GetValueOrDefault(address);

    /// <summary>Whether the relay is a guard.</summary>
    public bool IsGuard(RelayRow row) => _guards.Contains(row.Fingerprint);

    /// <summary>Whether the relay can exit.</summary>
    public bool IsExit(RelayRow row) => _exits.Contains(row.Fingerprint);

    /// <summary>The relay's roles in the tag's spelling and order.</summary>
    public IReadOnlyList<string> RolesOf(RelayRow row) => [.. new[] { "relay", IsGuard(row) ? "guard" : "", IsExit(row) ? "exit" : "" }.Where(role => role.Length > 0)];

    private static IReadOnlyList<RelayRow> ReadRows(string path) =>
        [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(ReadRow)];

    private static RelayRow ReadRow(string line)
    {
        var cells = line.Split(',', StringSplitOptions.TrimEntries);
        return new RelayRow(cells[0], Addresses.Parse(cells[1]) ?? throw new FormatException(line), int.Parse(cells[2], CultureInfo.InvariantCulture));
    }

    private static IReadOnlyList<IPAddress> ReadAddresses(string path) => !File.Exists(path)
        ? []
        : [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => Addresses.Parse(line) ?? throw new FormatException(line))];

    private AddressEntry Entry(IPAddress address)
    {
        if (!_entries.TryGetValue(address, out var entry))
        {
            _entries[address] = entry = new AddressEntry();
        }

        return entry;
    }
}
