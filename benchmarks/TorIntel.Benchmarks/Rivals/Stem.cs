using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TorIntel.Benchmarks;

/// <summary>stem, the Tor Project's library for Python. It measures itself in its own process, so that starting Python does not count.</summary>
internal sealed class Stem
{
    public const string WhyNot = "// stem is not installed (apt-get install python3-stem): its rows are left out.";

    // What its manual says to write for a consensus that is not to be held in memory.
    private const string Program = """
        import sys, time
        import stem.descriptor
        start = time.process_time()
        count = 0
        for relay in stem.descriptor.parse_file(sys.argv[1], 'network-status-consensus-3 1.0', document_handler = stem.descriptor.DocumentHandler.ENTRIES):
            relay.address, relay.or_port, relay.fingerprint, relay.flags, relay.exit_policy
            count += 1
        print(count, time.process_time() - start)
        """;

    private static readonly string? s_python = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(HasStem);

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private TimeSpan _time;

    public Stem(byte[] document)
    {
        File.WriteAllBytes(_path, document);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(_path);
    }

    public static bool IsAvailable => s_python is not null;

    public Contestant Contestant(string name) => new(name, CountRelays) { Clock = () => _time };

    private static bool HasStem(string python)
    {
        try
        {
            using var process = Start(python, "-c", "import stem.descriptor");
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string python, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

    private long CountRelays()
    {
        using var process = Start(s_python!, "-c", Program, _path);
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        if (process.ExitCode != 0 || words.Length != 2)
        {
            return -1;
        }

        _time += TimeSpan.FromSeconds(double.Parse(words[1], CultureInfo.InvariantCulture));
        return long.Parse(words[0], CultureInfo.InvariantCulture);
    }
}
