using System.Buffers.Text;
using TorIntel.MaxMind;

namespace TorIntel.Benchmarks.Mmdb;

/// <summary>
/// What write-mmdb.pl does, as a native program: a MaxMind database of "PREFIX NUMBER" lines on standard input (<c>WriteMmdb FILE RECORD-SIZE</c>), sorted or not.
/// <c>benchmarks -- mmdb --native</c> measures it from start to end.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var file, var recordSize])
        {
            Console.Error.WriteLine("usage: WriteMmdb FILE RECORD-SIZE < PREFIXES");
            return 2;
        }

        using var input = Console.OpenStandardInput();
        using var text = new MemoryStream();
        input.CopyTo(text);
        var lines = text.GetBuffer().AsSpan(0, (int)text.Length);
        var isTor = MmdbValue.FromBoolean(true);
        Dictionary<uint, MmdbValue> values = [];
        var writer = new MmdbWriter(new MmdbWriterOptions { DatabaseType = "Test", BuildTime = new DateTimeOffset(2026, 8, 22, 21, 0, 0, TimeSpan.Zero), RecordSize = int.Parse(recordSize, System.Globalization.CultureInfo.InvariantCulture) });
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? [] : lines[(end + 1)..];
            var space = line.IndexOf((byte)' ');
            if (space < 0 || !IPPrefix.TryParse(line[..space], out var prefix) || !Utf8Parser.TryParse(line[(space + 1)..], out uint number, out _))
            {
                Console.Error.WriteLine("not a prefix and a number: " + System.Text.Encoding.UTF8.GetString(line));
                return 1;
            }

            if (!values.TryGetValue(number, out var value))
            {
                value = MmdbValue.FromMap(("is_tor", isTor), ("number", MmdbValue.FromUInt32(number)));
                values.Add(number, value);
            }

            writer.Add(prefix, value);
        }

        using var database = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        writer.WriteTo(database);
        return 0;
    }
}
