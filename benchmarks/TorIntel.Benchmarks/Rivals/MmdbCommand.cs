using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using MaxMind.Db;
using TorIntel.MaxMind;

namespace TorIntel.Benchmarks;

/// <summary>Writes one database with <see cref="MmdbWriter"/> and with the Perl module that is the usual writer, in turn, and compares time, size and what both say.</summary>
/// <remarks>
/// Times are processor time of insertion and writing into a file, of both; starting a program and reading its input do not count, but in the rows of whole programs. The Perl module keeps a tree, so the
/// order of prefixes decides how long it takes: both orders that a list comes in are measured.
/// </remarks>
internal static class MmdbCommand
{
    private const double Goal = 20;
    private const int Values = 1_000;
    private const int FewPrefixes = 50_000;
    private const int FewRounds = 3;
    private const int Attempts = 3;
    private const int Probes = 200_000;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(4);
    private static readonly DateTimeOffset s_time = new(2026, 8, 22, 21, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var count = new Option<int>("--prefixes") { Description = "How many IPv4 prefixes, /24 to /32.", DefaultValueFactory = _ => 1_000_000 };
        var size = new Option<int>("--record-size") { Description = "The bits of a record: 24, 28 or 32.", DefaultValueFactory = _ => 28 };
        var rounds = new Option<int>("--rounds") { Description = "How many times each writes in each order.", DefaultValueFactory = _ => 5 };
        var native = new Option<string?>("--native") { Description = "The native program of benchmarks/compare/WriteMmdb, to be measured from start to end." };
        var isShort = new Option<bool>("--short") { Description = "A twentieth of the prefixes, for the gate." };
        var once = new Option<string?>("--once") { Description = "Writes once, in this order, and says how long it took: the first time of a program.", Hidden = true };
        var command = new Command("mmdb", "Writes a MaxMind database, measured against MaxMind::DB::Writer (Perl).") { count, size, rounds, native, isShort, once };
        command.SetAction(result =>
        {
            var (prefixes, recordSize) = (result.GetValue(isShort) ? FewPrefixes : result.GetValue(count), result.GetValue(size));
            return result.GetValue(once) is { } order ? WriteOnce(prefixes, recordSize, order)
                : result.GetValue(isShort) ? RunShort(recordSize, Console.Out)
                : Run(prefixes, recordSize, result.GetValue(rounds), result.GetValue(native), Console.Out) ? 0 : 1;
        });
        return command;
    }

    private static int WriteOnce(int count, int recordSize, string order)
    {
        var entries = InOrder(Make(count), order);
        Console.WriteLine(InFile(path => Time(() => Write(path, entries, recordSize))).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    // Other work on the machine slows the one or the other: what counts is that it can be reached.
    private static int RunShort(int recordSize, TextWriter output)
    {
        if (!MaxMindDatabase.IsAvailable)
        {
            output.WriteLine("// mmdb: not measured, no Perl with MaxMind::DB::Writer (Debian: libmaxmind-db-writer-perl)");
            return 0;
        }

        for (var attempt = 1; ; attempt++)
        {
            var passed = Run(FewPrefixes, recordSize, FewRounds, native: null, output, tolerance: Gate.Tolerance);
            if (passed || attempt == Attempts)
            {
                return passed ? 0 : 1;
            }
        }
    }

    private static bool Run(int count, int recordSize, int rounds, string? native, TextWriter output, double tolerance = 1)
    {
        var passed = true;
        var prefixes = Make(count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} prefixes, {Values} values, records of {recordSize} bits; seconds of processor time for inserting and writing a file, medians of {rounds} (shortest)"));
        output.WriteLine($"{"order",-10} {"writer",-24} {"s",17} {"ratio",7} {"bytes",12}");
        foreach (var order in new[] { "length", "address" })
        {
            passed &= RunInOrder(InOrder(prefixes, order), order, recordSize, rounds, native, output, Goal * tolerance);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"goal: {Goal}x, and no larger{(tolerance < 1 ? $"; {Goal * tolerance}x passes" : "")}: {(passed ? "passed" : "FAILED")}"));
        return passed;
    }

    private static bool RunInOrder((IPPrefix Prefix, uint Number)[] entries, string order, int recordSize, int rounds, string? native, TextWriter output, double goal)
    {
        var (lines, ourPath, perlPath, nativePath) = (Path.GetTempFileName(), Path.GetTempFileName(), Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            File.WriteAllLines(lines, entries.Select(entry => $"{entry.Prefix} {entry.Number}"));
            var start = Stopwatch.GetTimestamp();
            do
            {
                Write(ourPath, entries, recordSize);
            }
            while (Stopwatch.GetElapsedTime(start) < s_warmUp);

            Times ours = new("MmdbWriter, warm"), cold = new("MmdbWriter, cold"), perl = new("MaxMind::DB::Writer"), wholePerl = new("perl, whole program"), wholeNative = new("native, whole program");
            var hasPerl = MaxMindDatabase.IsAvailable;
            for (var round = 0; round < rounds; round++)
            {
                // In turn, and each as often first.
                if (round % 2 == 0)
                {
                    ours.Add(Time(() => Write(ourPath, entries, recordSize)));
                }

                if (hasPerl)
                {
                    var before = CpuClock.OfChildren;
                    perl.Add(double.Parse(RunWith("perl", [Path.Combine(AppContext.BaseDirectory, "write-mmdb.pl"), perlPath, Text(recordSize)], lines), CultureInfo.InvariantCulture));
                    wholePerl.Add((CpuClock.OfChildren - before).TotalSeconds);
                }

                if (round % 2 != 0)
                {
                    ours.Add(Time(() => Write(ourPath, entries, recordSize)));
                }

                cold.Add(double.Parse(RunWith(Environment.ProcessPath!, [.. OwnArguments, "mmdb", "--once", order, "--prefixes", Text(entries.Length), "--record-size", Text(recordSize)], "/dev/null"), CultureInfo.InvariantCulture));
                if (native is not null)
                {
                    var before = CpuClock.OfChildren;
                    RunWith(native, [nativePath, Text(recordSize)], lines);
                    wholeNative.Add((CpuClock.OfChildren - before).TotalSeconds);
                }
            }

            var (ourSize, perlSize) = (new FileInfo(ourPath).Length, new FileInfo(perlPath).Length);
            Print(ours, perl, ourSize);
            Print(cold, perl, ourSize);
            if (native is not null)
            {
                Print(wholeNative, wholePerl, new FileInfo(nativePath).Length);
            }

            if (!hasPerl)
            {
                output.WriteLine(MaxMindDatabase.WhyNot);
                return true;
            }

            Print(perl, null, perlSize);
            Print(wholePerl, null, perlSize);
            var differences = Differences(ourPath, perlPath, entries);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{order,-10} {100.0 * ourSize / perlSize:F1} % of the size; {Probes} addresses looked up in both, as they are, mapped and behind 6to4: {differences} differences"));
            return differences == 0 && ourSize <= perlSize && Ratio(perl, ours) >= goal;
        }
        finally
        {
            Array.ForEach([lines, ourPath, perlPath, nativePath], File.Delete);
        }

        void Print(Times times, Times? rival, long size) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{order,-10} {times.Name,-24} {times.Median,8:F3} ({times.Shortest,6:F3}) {(rival is null || rival.IsEmpty ? "" : $"{Ratio(rival, times):F1}x"),7} {size,12}"));
    }

    private static double Ratio(Times theirs, Times ours) => theirs.Median / ours.Median;

    // Random prefixes, which nest now and then; the values have one key in common.
    private static KeyValuePair<IPPrefix, uint>[] Make(int count)
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

        return [.. entries];
    }

    // The Perl writer lets what comes later win: what covers has to come first, as it does in both orders.
    private static (IPPrefix Prefix, uint Number)[] InOrder(KeyValuePair<IPPrefix, uint>[] prefixes, string order) =>
        [.. (order == "address" ? prefixes.OrderBy(entry => entry.Key) : prefixes.OrderBy(entry => entry.Key.Length)).Select(entry => (entry.Key, entry.Value))];

    // Each value is made once, as for the Perl writer.
    private static void Write(string path, (IPPrefix Prefix, uint Number)[] entries, int recordSize)
    {
        var isTor = MmdbValue.FromBoolean(true);
        MmdbValue[] values = [.. Enumerable.Range(0, Values).Select(number => MmdbValue.FromMap(("is_tor", isTor), ("number", MmdbValue.FromUInt32((uint)number))))];
        var writer = new MmdbWriter(new MmdbWriterOptions { DatabaseType = "Test", BuildTime = s_time, RecordSize = recordSize });
        foreach (var (prefix, number) in entries)
        {
            writer.Add(prefix, values[number]);
        }

        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        writer.WriteTo(stream);
    }

    private static IEnumerable<string> OwnArguments =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "TorIntel.Benchmarks.dll")] : [];

    // Input comes from a file: a pipe that is filled line by line costs the reader more than its work.
    private static string RunWith(string program, IEnumerable<string> arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "input=$1; shift; exec \"$@\" <\"$input\"", "sh", input, program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? answer : throw new InvalidOperationException($"{program} could not write the database.");
    }

    private static int Differences(string ours, string theirs, (IPPrefix Prefix, uint Number)[] entries)
    {
        using var ourReader = new Reader(ours);
        using var theirReader = new Reader(theirs);
        var random = new Random(1);
        var differences = 0;
        for (var i = 0; i < Probes; i++)
        {
            var near = entries[random.Next(entries.Length)].Prefix.Address.ToIPv4();
            var address = i % 2 == 0 ? near : near ^ (uint)random.Next(512);
            var probe = ((i / 2) % 3) switch
            {
                0 => IPAddressValue.FromIPv4(address).ToIPAddress(),
                1 => new IPAddress([.. new byte[10], 0xFF, 0xFF, .. IPAddressValue.FromIPv4(address).ToIPAddress().GetAddressBytes()]),
                _ => IPAddressValue.FromIPv6(((UInt128)0x2002 << 112) | ((UInt128)address << 80) | (ulong)random.NextInt64()).ToIPAddress(),
            };
            if (NumberOf(ourReader, probe) != NumberOf(theirReader, probe))
            {
                differences++;
            }
        }

        return differences;
    }

    private static string? NumberOf(Reader reader, IPAddress address) => reader.Find<Dictionary<string, object>>(address)?["number"]?.ToString();

    private static double Time(Action write)
    {
        GC.Collect();
        var start = CpuClock.OfProcess;
        write();
        return (CpuClock.OfProcess - start).TotalSeconds;
    }

    private static double InFile(Func<string, double> write)
    {
        var path = Path.GetTempFileName();
        try
        {
            return write(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Times(string name)
    {
        private readonly List<double> _seconds = [];

        public string Name { get; } = name;

        public bool IsEmpty => _seconds.Count == 0;

        public double Median => IsEmpty ? 0 : _seconds.Order().ElementAt(_seconds.Count / 2);

        public double Shortest => IsEmpty ? 0 : _seconds.Min();

        public void Add(double seconds) => _seconds.Add(seconds);
    }
}
