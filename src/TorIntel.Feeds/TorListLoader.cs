using System.Text;

namespace TorIntel.Feeds;

/// <summary>Reads lists of any known form into a view that is being built; recognises them by content, also under gzip.</summary>
/// <remarks>
/// <para>A list of bare addresses says nothing about roles: without one it is taken for a bulk exit list, that is, for exit addresses.</para>
/// <para>A list of which something is wrong as a whole (cut, damaged, of an unknown version, another document) is refused, and nothing of it is taken.</para>
/// <para>Not safe for several threads.</para>
/// </remarks>
/// <param name="builder">The builder that takes the entries.</param>
/// <param name="formats">Further forms of lists, which packages of their own read.</param>
public sealed partial class TorListLoader(TorNetworkBuilder builder, params ITorListFormat[] formats)
{
    /// <summary>The most bytes that a list may have after decompression.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    private const int PeekLength = 32 * 1024; // A page may begin with a lot of other things.

    // Forms that are recognised only to say what they are.
    private static readonly (byte[] Start, string What)[] s_otherForms =
    [
        ("dir-key-certificate-version"u8.ToArray(), "a list of key certificates"),
    ];

    /// <summary>Gets the most bytes after decompression, where less is wanted.</summary>
    internal long Limit { get; init; } = MaxBytes;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="role">What a list without roles means; null if it is not said.</param>
    /// <param name="time">The time of the list; null if unknown.</param>
    /// <returns>What became of the list.</returns>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public TorListReport LoadFile(string path, RelayRoles? role = null, DateTimeOffset? time = null)
    {
        using var file = File.OpenRead(path);
        return Load(file, Path.GetFileName(path), role, time);
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The list. It is read, not closed.</param>
    /// <param name="name">What the list is called.</param>
    /// <param name="role">What a list without roles means; null if it is not said.</param>
    /// <param name="time">The time of the list; null if unknown.</param>
    /// <returns>What became of the list.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public TorListReport Load(Stream stream, string name, RelayRoles? role = null, DateTimeOffset? time = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return Load(stream, new TorListSource(name, time), role);
    }

    /// <summary>Reads a stream of which more is known than its name.</summary>
    internal TorListReport Load(Stream stream, TorListSource source, RelayRoles? role)
    {
        try
        {
            return LoadContent(stream, source, role);
        }
        catch (InvalidDataException e)
        {
            return Refused(source.Name, TorListKind.Unknown, e.Message);
        }
    }

    private static TorListReport Refused(string name, TorListKind kind, string reason) => new(name, kind, 0, 0, null, 0, [], reason);

    private TorListReport LoadContent(Stream stream, TorListSource source, RelayRoles? role)
    {
        var peeked = new PeekStream(stream, PeekLength);
        if (peeked.Head is [0x1F, 0x8B, ..])
        {
            using var gzip = new WholeGzipStream(peeked);
            return LoadPlain(new PeekStream(new LimitStream(gzip, Limit), PeekLength), source, role);
        }

        return LoadPlain(new PeekStream(new LimitStream(peeked, Limit), PeekLength), source, role);
    }

    private TorListReport LoadPlain(PeekStream stream, TorListSource source, RelayRoles? role)
    {
        ReadOnlySpan<byte> head = stream.Head;
        if (TorNetwork.IsView(head))
        {
            return LoadView(stream, source.Name);
        }

        if (formats.Length != 0 && head.Contains((byte)0))
        {
            return LoadBinary(stream, source, role);
        }

        head = (head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart(" \t\r\n"u8);
        foreach (var (start, what) in s_otherForms)
        {
            if (head.StartsWith(start))
            {
                return Refused(source.Name, TorListKind.Unknown, $"it is {what}, which cannot be read as a list yet");
            }
        }

        if (CreateReader(head, stream, out var kind) is { } reader)
        {
            return LoadRelays(reader, kind, source, role);
        }

        if (ReadRecords(head, stream, source.Time, out kind) is { } records)
        {
            return LoadRecords(records, kind, source, role);
        }

        if (head.StartsWith("@type "u8) || head is [(byte)'{' or (byte)'[', ..])
        {
            return Refused(source.Name, TorListKind.Unknown, head[0] == '@'
                ? "it is a document of Tor's directory archives that is no list of relays or exits"
                : "it is a JSON document, and none of those that are known: details of Onionoo, events of MISP, bundles of STIX");
        }

        return IsCsvHeader(FirstLine(head)) ? LoadCsv(stream, source, role) : LoadAddresses(stream, source, role);
    }

    // The document that begins like this; null if it is a list of addresses or a CSV, or nothing known.
    private static RelayDocumentReader? CreateReader(ReadOnlySpan<byte> head, Stream stream, out TorListKind kind)
    {
        kind = ListForm.KindOf(head);
        return kind switch
        {
            TorListKind.Consensus => new ConsensusReader(stream),
            TorListKind.ExitAddresses => new ExitAddressesReader(stream),
            TorListKind.ServerDescriptors => new ServerDescriptorReader(stream),
            TorListKind.OnionooDetails => new OnionooReader(stream),
            _ => null,
        };
    }

    private static bool IsCsvHeader(ReadOnlySpan<byte> line) =>
        line.Contains((byte)',') && Encoding.UTF8.GetString(line).Contains("fingerprint", StringComparison.OrdinalIgnoreCase);

    // The first one that is neither blank nor a comment.
    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> head)
    {
        while (true)
        {
            var end = head.IndexOfAny((byte)'\n', (byte)'\r');
            var line = (end < 0 ? head : head[..end]).Trim(" \t"u8);
            if (end < 0 || line is not ([] or [(byte)'#', ..]))
            {
                return line;
            }

            head = head[(end + 1)..];
        }
    }

    private TorListReport LoadAddresses(Stream stream, TorListSource source, RelayRoles? role)
    {
        var list = AddressListReader.Read(stream);
        var tally = new ListTally(builder);
        foreach (var prefix in list.Entries)
        {
            tally.Count(role is null or RelayRoles.Exit ? builder.AddExitAddress(prefix) : builder.AddRelayAddress(prefix, role.Value), prefix);
        }

        return Named(tally.Report(source.Name, TorListKind.AddressList, list.ErrorCount, list.Errors, list.Refusal) with { Time = list.Time ?? source.Time }, source);
    }

    private TorListReport LoadCsv(Stream stream, TorListSource source, RelayRoles? role)
    {
        var csv = RelayCsvReader.Read(stream);
        var tally = new ListTally(builder);
        foreach (var row in csv.Rows)
        {
            tally.Add(new TorRelayDescription
            {
                Fingerprint = row.Fingerprint,
                Roles = role ?? RelayRoles.Relay,
                OrEndpoints = [row.Endpoint],
            });
        }

        return Named(tally.Report(source.Name, TorListKind.RelayCsv, csv.ErrorCount, csv.Errors, csv.Refusal) with { Time = source.Time }, source);
    }

    // A list of which something was taken is named as a source of the view.
    private TorListReport Named(TorListReport report, TorListSource source)
    {
        if (report.Refusal is null)
        {
            builder.AddSource(source with { Time = report.Time, ValidUntil = report.ValidUntil ?? source.ValidUntil });
        }

        return report;
    }
}
