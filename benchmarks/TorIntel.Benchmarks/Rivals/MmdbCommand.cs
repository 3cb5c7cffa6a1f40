using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using MaxMind.Db;
using TorIntel.MaxMind;

namespace TorIntel.Benchmarks;

/// <summary>Writes one database with <see cref="MmdbWriter"/> and with the Perl module that is the usual writer, in turn, and compares time, size and what both say.</summary>
internal static class MmdbCommand
{
    private const double Goal = 20;
    private const int Values = 1_000;
    private const int Rounds = 5;
    private const int Probes = 200_000;
    private static readonly DateTimeOffset s_time = new(2026, 8, 22, 21, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var count = new Option<int>("--prefixes") { Description = "How many IPv4 prefixes, /24 to /32.", DefaultValueFactory = _ => 1_000_000 };
        var size = new Option<int>("--record-size") { Description = "The bits of a record: 24, 28 or 32.", DefaultValueFactory = _ => 28 };
        var command = new Command("mmdb", "Writes a MaxMind database, measured against MaxMind::DB::Writer (Perl).") { count, size };
        command.SetAction(result => Run(result.GetValue(count), result.GetValue(size), Console.Out));
        return command;
    }

    private static int Run(int count, int recordSize, TextWriter output)
    {
        var entries = Make(count);
        var ours = Median([.. Enumerable.Range(0, Rounds + 2).Select(_ => Time(() => Write(entries, recordSize))).Skip(2)]);
        var lines = entries.Select(entry => $"{entry.Prefix} {entry.Number}").ToArray();
        var fromText = Median([.. Enumerable.Range(0, Rounds).Select(_ => Time(() => Write([.. lines.Select(Parse)], recordSize)))]);
        var database = Write(entries, recordSize);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} prefixes, {Values} values, records of {recordSize} bits; processor time"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MmdbWriter            {ours,8:F3} s  {database.Length,12} bytes"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MmdbWriter, from text {fromText,8:F3} s  {database.Length,12} bytes"));
        var path = Path.GetTempFileName();
        try
        {
            if (WriteWithPerl(path, recordSize, lines) is not { } theirs)
            {
                output.WriteLine(MaxMindDatabase.WhyNot);
                return 0;
            }

            var size = new FileInfo(path).Length;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MaxMind::DB::Writer   {theirs,8:F3} s  {size,12} bytes"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{theirs / ours:F1}x as fast, {theirs / fromText:F1}x from text (goal {Goal}x), {100.0 * database.Length / size:F1} % of the size"));
            var differences = Differences(database, path, entries);
            output.WriteLine($"{Probes} addresses looked up in both: {differences} differences");
            return differences == 0 && theirs / ours >= Goal && database.Length <= size ? 0 : 1;
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Sorted as nothing is: random prefixes, which nest now and then; the values have one key in common.
    private static (IPPrefix Prefix, uint Number)[] Make(int count)
    {
        var random = new Random(20260822);
        Dictionary<IPPrefix, uint> entries = new(count);
        while (entries.Count < count)
        {
            var length = random.Next(24, 33);
            var address = (uint)random.NextInt64(0x0100_0000, 0xE000_0000) & (uint.MaxValue << (32 - length));
            if (IPPrefix.TryCreate(IPAddressValue.FromIPv4(address), length, out var prefix))
            {
                entries.TryAdd(prefix, (uint)random.Next(Values));
            }
        }

        // The Perl writer lets what comes later win: what covers has to come first.
        return [.. entries.Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key.Length)];
    }

    private static (IPPrefix Prefix, uint Number) Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return (IPPrefix.TryParse(line.AsSpan(0, space), out var prefix) ? prefix : throw new FormatException(line), uint.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture));
    }

    // Each value is made once, as for the Perl writer.
    private static byte[] Write((IPPrefix Prefix, uint Number)[] entries, int recordSize)
    {
        var isTor = MmdbValue.FromBoolean(true);
        MmdbValue[] values = [.. Enumerable.Range(0, Values).Select(number => MmdbValue.FromMap(("is_tor", isTor), ("number", MmdbValue.FromUInt32((uint)number))))];
        var writer = new MmdbWriter(new MmdbWriterOptions { DatabaseType = "Test", BuildTime = s_time, RecordSize = recordSize });
        foreach (var (prefix, number) in entries)
        {
            writer.Add(prefix, values[number]);
        }

        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        return stream.ToArray();
    }

    private static double? WriteWithPerl(string path, int recordSize, string[] lines)
    {
        if (!MaxMindDatabase.IsAvailable)
        {
            return null;
        }

        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "write-mmdb.pl"), path, recordSize.ToString(CultureInfo.InvariantCulture)];
        using var perl = Process.Start(new ProcessStartInfo("perl", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        foreach (var line in lines)
        {
            perl.StandardInput.WriteLine(line);
        }

        perl.StandardInput.Close();
        var answer = perl.StandardOutput.ReadToEnd();
        perl.WaitForExit();
        return perl.ExitCode == 0 ? double.Parse(answer, CultureInfo.InvariantCulture) : throw new InvalidOperationException("perl could not write the database.");
    }

    private static int Differences(byte[] ours, string theirs, (IPPrefix Prefix, uint Number)[] entries)
    {
        using var ourReader = new Reader(new MemoryStream(ours));
        using var theirReader = new Reader(theirs);
        var random = new Random(1);
        var differences = 0;
        for (var i = 0; i < Probes; i++)
        {
            var near = entries[random.Next(entries.Length)].Prefix.Address.ToIPv4();
            var address = IPAddressValue.FromIPv4(i % 2 == 0 ? near : near ^ (uint)random.Next(512)).ToIPAddress();
            if (NumberOf(ourReader, address) != NumberOf(theirReader, address))
            {
                differences++;
            }
        }

        return differences;
    }

    private static string? NumberOf(Reader reader, IPAddress address) => reader.Find<Dictionary<string, object>>(address)?["number"]?.ToString();

    private static double Time(Func<byte[]> write)
    {
        GC.Collect();
        var start = CpuClock.OfProcess;
        write();
        return (CpuClock.OfProcess - start).TotalSeconds;
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);
}
