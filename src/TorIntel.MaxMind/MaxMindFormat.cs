using MaxMind.Db;
using TorIntel.Feeds;

namespace TorIntel.MaxMind;

/// <summary>MaxMind databases of anonymous addresses (GeoIP2 Anonymous IP, GeoIP Anonymous Plus): their Tor exit nodes are exit addresses.</summary>
/// <remarks>Safe for several threads. The whole database is in memory while it is read.</remarks>
public sealed class MaxMindFormat : ITorListFormat
{
    private const ulong SixToFour = 0x2002;
    private const ulong Teredo = 0x2001_0000;
    private const int MaxExits = AddressListReader.MaxEntries;

    /// <inheritdoc/>
    public TorListKind Kind => TorListKind.MaxMind;

    /// <inheritdoc/>
    public bool IsMatch(Stream document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return DatabaseTree.HasMetadata(document);
    }

    /// <inheritdoc/>
    public TorListContent Read(Stream document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var database = new MemoryStream();
        document.CopyTo(database);
        DatabaseTree.Check(database.GetBuffer().AsSpan(0, (int)database.Length));
        database.Position = 0;
        try
        {
            using var reader = new Reader(database);
            var type = reader.Metadata.DatabaseType;
            if (!type.Contains("Anonymous", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidDataException($"it is a MaxMind database of the type '{type}', which says nothing about Tor; Anonymous IP and Anonymous Plus do");
            }

            return new TorListContent([.. ReadExits(reader).Order()], TimeOf(reader));
        }
        catch (Exception e) when (e is not (InvalidDataException or OutOfMemoryException))
        {
            // The reader lets through what the bytes lead it to: indexes, casts, overflows.
            throw new InvalidDataException("the MaxMind database is damaged", e);
        }
    }

    private static IEnumerable<IPPrefix> ReadExits(Reader reader)
    {
        HashSet<IPPrefix> exits = [];
        foreach (var node in reader.FindAll<AnonymousRecord>())
        {
            if (node.Data.IsTorExitNode)
            {
                exits.Add(PrefixOf(IPAddressValue.FromIPAddress(node.Start), node.PrefixLength));
            }

            if (exits.Count > MaxExits)
            {
                throw new InvalidDataException("it has more exits than the Tor network ever had");
            }
        }

        return exits.Where(prefix => !IsAlias(prefix, exits));
    }

    private static DateTimeOffset TimeOf(Reader reader) => new(DateTime.SpecifyKind(reader.Metadata.BuildDate, DateTimeKind.Utc));

    // Databases have the IPv4 networks several times: as they are, under ::ffff:0:0/96, and behind the prefixes of 6to4 and Teredo.
    private static IPPrefix PrefixOf(IPAddressValue start, int length)
    {
        length = start.IsIPv4 && length > 32 ? length - 96 : length;
        return IPPrefix.TryCreate(start, length, out var prefix) ? prefix : throw new InvalidDataException("its search tree is damaged");
    }

    private static bool IsAlias(IPPrefix prefix, HashSet<IPPrefix> exits)
    {
        var high = (ulong)(prefix.Address.ToIPv6() >> 64);
        return (high >> 48 == SixToFour && IsListed((uint)(high >> 16), prefix.Length - 16))
            || (high >> 32 == Teredo && IsListed((uint)high, prefix.Length - 32));

        bool IsListed(uint address, int length) => IPPrefix.TryCreate(IPAddressValue.FromIPv4(address), length, out var original) && exits.Contains(original);
    }
}
