using System.Text;

namespace TorIntel.Feeds;

/// <summary>Reads lists of any known form into a view that is being built; recognises them by content, also under gzip.</summary>
/// <remarks>
/// <para>A list of bare addresses says nothing about roles: without one it is taken for a bulk exit list, that is, for exit addresses.</para>
/// <para>Not safe for several threads.</para>
/// </remarks>
/// <param name="builder">The builder that takes the entries.</param>
/// <param name="formats">Further forms of lists, which packages of their own read.</param>
public sealed class TorListLoader(TorNetworkBuilder builder, params ITorListFormat[] formats)
{
    /// <summary>The most bytes that a list may have after decompression.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    private const int PeekLength = 4096;

    // Forms that are recognised only to say what they are.
    private static readonly (byte[] Start, string What)[] s_otherForms =
    [
        ("dir-key-certificate-version"u8.ToArray(), "a list of key certificates"),
    ];

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
        try
        {
            return LoadContent(stream, name, role, time);
        }
        catch (InvalidDataException e)
        {
            return Refused(name, TorListKind.Unknown, e.Message);
        }
    }

    private static TorListReport Refused(string name, TorListKind kind, string reason) => new(name, kind, 0, 0, null, 0, [], reason);

    private TorListReport LoadContent(Stream stream, string name, RelayRoles? role, DateTimeOffset? time)
    {
        var peeked = new PeekStream(stream, PeekLength);
        if (peeked.Head is [0x1F, 0x8B, ..])
        {
            using var gzip = new WholeGzipStream(peeked);
            return LoadPlain(new PeekStream(new LimitStream(gzip, MaxBytes), PeekLength), name, role, time);
        }

        return LoadPlain(new PeekStream(new LimitStream(peeked, MaxBytes), PeekLength), name, role, time);
    }

    private TorListReport LoadPlain(PeekStream stream, string name, RelayRoles? role, DateTimeOffset? time)
    {
        ReadOnlySpan<byte> head = stream.Head;
        if (TorNetwork.IsView(head))
        {
            return LoadView(stream, name);
        }

        if (formats.Length != 0 && head.Contains((byte)0))
        {
            return LoadBinary(stream, name, role, time);
        }

        head = (head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart(" \t\r\n"u8);
        foreach (var (start, what) in s_otherForms)
        {
            if (head.StartsWith(start))
            {
                return Refused(name, TorListKind.Unknown, $"it is {what}, which cannot be read as a list yet");
            }
        }

        if (CreateReader(head, stream, out var kind) is { } reader)
        {
            return LoadRelays(reader, kind, name, role, time);
        }

        var report = IsCsvHeader(FirstLine(head)) ? LoadCsv(stream, name, role) : LoadAddresses(stream, name, role);
        if (report.Refusal is null)
        {
            builder.AddSource(new TorListSource(name, time));
        }

        return report;
    }

    // Brings its own sources, roles and times.
    private TorListReport LoadView(PeekStream stream, string name)
    {
        using var document = new MemoryStream();
        stream.CopyTo(document);
        var view = TorNetwork.Load(document.GetBuffer().AsMemory(0, (int)document.Length));
        var leftOut = builder.LeftOut;
        builder.AddNetwork(view);
        leftOut = builder.LeftOut - leftOut;
        return new TorListReport(name, TorListKind.View, view.AddressCount - leftOut, leftOut, leftOut == 0 ? null : "special-purpose addresses", 0, [], null);
    }

    // Text has no zeros; what has some is looked at whole, because a form may be known by its end.
    private TorListReport LoadBinary(PeekStream stream, string name, RelayRoles? role, DateTimeOffset? time)
    {
        using var document = new MemoryStream();
        stream.CopyTo(document);
        foreach (var format in formats)
        {
            document.Position = 0;
            if (format.IsMatch(document))
            {
                document.Position = 0;
                return LoadContent(format.Read(document), format.Kind, name, time);
            }
        }

        document.Position = 0;
        return LoadAddresses(document, name, role);
    }

    private TorListReport LoadContent(TorListContent content, TorListKind kind, string name, DateTimeOffset? time)
    {
        var tally = new Tally();
        foreach (var prefix in content.ExitAddresses)
        {
            tally.Count(builder.AddExitAddress(prefix), prefix);
        }

        var report = tally.Report(name, kind, 0, [], null);
        if (report.Refusal is null)
        {
            builder.AddSource(new TorListSource(name, content.Time ?? time));
        }

        return report;
    }

    // The document that begins like this; null if it is a list of addresses or a CSV, or nothing known.
    private static RelayDocumentReader? CreateReader(ReadOnlySpan<byte> head, Stream stream, out TorListKind kind)
    {
        _ = head;
        _ = stream;
        kind = TorListKind.Unknown;
        return null;
    }

    private TorListReport LoadRelays(RelayDocumentReader reader, TorListKind kind, string name, RelayRoles? role, DateTimeOffset? time)
    {
        // Nothing is taken before the whole document was read: it may turn out to be cut.
        List<TorRelayDescription> relays = [];
        while (reader.Read())
        {
            relays.Add(reader.Relay.ToDescription());
        }

        var tally = new Tally();
        if (reader.Refusal is null)
        {
            foreach (var relay in relays)
            {
                var taken = builder.AddRelay(role is { } given && relay.Roles == RelayRoles.Relay ? relay with { Roles = RelayRoles.Relay | given } : relay);
                tally.Count(taken, IPPrefix.Host(relay.OrEndpoints is [var first, ..] ? first.Address : default));
            }

            builder.AddSource(new TorListSource(name, reader.Time ?? time) { ValidUntil = reader.ValidUntil });
        }

        return tally.Report(name, kind, reader.ErrorCount, reader.Errors, reader.Refusal);
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

    private TorListReport LoadAddresses(Stream stream, string name, RelayRoles? role)
    {
        var list = AddressListReader.Read(stream);
        var tally = new Tally();
        foreach (var prefix in list.Entries)
        {
            var taken = role is null or RelayRoles.Exit ? builder.AddExitAddress(prefix) : builder.AddRelayAddress(prefix, role.Value);
            tally.Count(taken, prefix);
        }

        return tally.Report(name, TorListKind.AddressList, list.ErrorCount, list.Errors, list.Refusal);
    }

    private TorListReport LoadCsv(Stream stream, string name, RelayRoles? role)
    {
        var csv = RelayCsvReader.Read(stream);
        var tally = new Tally();
        foreach (var row in csv.Rows)
        {
            var taken = builder.AddRelay(new TorRelayDescription
            {
                Fingerprint = row.Fingerprint,
                Roles = role ?? RelayRoles.Relay,
                OrEndpoints = [row.Endpoint],
            });
            tally.Count(taken, IPPrefix.Host(row.Endpoint.Address));
        }

        return tally.Report(name, TorListKind.RelayCsv, csv.ErrorCount, csv.Errors, csv.Refusal);
    }

    private sealed class Tally
    {
        private int _taken;
        private int _leftOut;
        private string? _firstLeftOut;

        public void Count(bool taken, IPPrefix prefix)
        {
            if (taken)
            {
                _taken++;
                return;
            }

            _leftOut++;
            _firstLeftOut ??= $"{prefix}: {SpecialPurposeRanges.Describe(prefix) ?? "too many relays at one address"}";
        }

        public TorListReport Report(string name, TorListKind kind, long errorCount, IReadOnlyList<LineError> errors, string? refusal)
        {
            refusal ??= _taken == 0 ? $"none of its entries can be used ({_firstLeftOut})" : null;
            return new TorListReport(name, kind, _taken, _leftOut, _firstLeftOut, errorCount, errors, refusal);
        }
    }
}
