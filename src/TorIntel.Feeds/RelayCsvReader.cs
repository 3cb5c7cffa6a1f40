using System.Globalization;
using System.Text;
using CsvHelper;

namespace TorIntel.Feeds;

/// <summary>Reads lists of OR endpoints: a header with <c>fingerprint</c>, <c>ipaddr</c> and <c>port</c>, then one row for each address of a relay.</summary>
/// <remarks>Columns are found by their names, further ones are passed over. A bad row is reported with its line, the others are kept.</remarks>
public static class RelayCsvReader
{
    /// <summary>The most rows that a list may have.</summary>
    public const int MaxRows = AddressListReader.MaxEntries;

    private const int MaxLineLength = 1024;
    private const int MaxErrorsKept = 100;

    private static readonly CsvReaderOptions s_options = new()
    {
        Separator = ',',
        DetectSeparatorHint = false,
        HasHeader = false, // Looked at here, to say what is missing.
        TrimWhitespace = true,
        AllowLineBreaksInQuotes = false, // An open quote costs one line, not the rest of the file.
        TrackLineNumbers = true,
        CommentPrefix = '#',
        MaxRecordSize = 4 * MaxLineLength,
        BufferSize = 16 * 1024,
    };

    /// <summary>Reads a list to its end.</summary>
    /// <param name="utf8">The list. It is read, not closed.</param>
    /// <returns>What was read; also for a refused list, with the reason.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static RelayCsv Read(Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        List<RelayCsvRow> rows = [];
        List<LineError> errors = [];
        long errorCount = 0;
        long malformedLine = 0;
        using var reader = CsvReader.Create(
            new LineBoundStream(utf8, MaxLineLength + 1), // One more, so that what was cut is seen to be too long.
            s_options with { OnMalformedRecord = record => malformedLine = record.LineNumber },
            leaveOpen: true);
        if (!reader.Read())
        {
            return new RelayCsv([], [], 0, "it is empty: no row in it");
        }

        var columns = Columns.Find(reader);
        if (columns is null)
        {
            return new RelayCsv([], [], 0, "its first row does not name the columns fingerprint, ipaddr and port");
        }

        while (reader.Read())
        {
            var error = reader.RawRecord.Length > MaxLineLength ? $"longer than {MaxLineLength} bytes"
                : reader.LineNumber == malformedLine ? "quotes that do not match"
                : ReadRow(reader, columns, rows);
            if (error is not null)
            {
                errorCount++;
                if (errors.Count < MaxErrorsKept)
                {
                    errors.Add(new LineError(reader.LineNumber, error));
                }
            }
            else if (rows.Count > MaxRows)
            {
                return new RelayCsv([], errors, errorCount, string.Create(CultureInfo.InvariantCulture, $"more than {MaxRows} rows: no list of the Tor network"));
            }
        }

        var refusal = rows.Count == 0 ? "it has no usable row"
            : errorCount > rows.Count ? string.Create(CultureInfo.InvariantCulture, $"more lines are bad ({errorCount}) than good ({rows.Count})")
            : null;
        return new RelayCsv(refusal is null ? rows : [], errors, errorCount, refusal);
    }

    private static string? ReadRow(CsvReader reader, Columns columns, List<RelayCsvRow> rows)
    {
        if (reader.FieldCount <= columns.Last)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{reader.FieldCount} fields where {columns.Last + 1} are needed");
        }

        if (!RelayFingerprint.TryParse(reader.GetSpan(columns.Fingerprint), out var fingerprint))
        {
            return $"'{Text(reader.GetSpan(columns.Fingerprint))}' is no fingerprint of 40 hexadecimal digits";
        }

        var addressText = reader.GetSpan(columns.Address);
        if (!IPAddressValue.TryParse(addressText, out var address) || address.IsNone || addressText.Contains((byte)'%'))
        {
            return $"'{Text(addressText)}' is no address";
        }

        var port = reader.GetSpan(columns.Port);
        if (port.IsEmpty || !reader.TryParse<ushort>(columns.Port, out var number) || number == 0 || port.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return $"'{Text(port)}' is no port from 1 to 65535";
        }

        rows.Add(new RelayCsvRow(fingerprint, new IPEndpointValue(address, number)));
        return null;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        const int MaxLength = 60;
        var text = Encoding.UTF8.GetString(field[..Math.Min(field.Length, MaxLength)]);
        return new string([.. text.Select(c => char.IsControl(c) ? '\uFFFD' : c)]);
    }

    private sealed record Columns(int Fingerprint, int Address, int Port)
    {
        public int Last => Math.Max(Fingerprint, Math.Max(Address, Port));

        public static Columns? Find(CsvReader reader)
        {
            var columns = new Columns(-1, -1, -1);
            for (var i = 0; i < reader.FieldCount; i++)
            {
                columns = Text(reader.GetSpan(i)).Trim('\uFEFF').ToUpperInvariant() switch
                {
                    "FINGERPRINT" => columns with { Fingerprint = i },
                    "IPADDR" => columns with { Address = i },
                    "PORT" => columns with { Port = i },
                    _ => columns,
                };
            }

            return columns is { Fingerprint: >= 0, Address: >= 0, Port: >= 0 } ? columns : null;
        }
    }
}
