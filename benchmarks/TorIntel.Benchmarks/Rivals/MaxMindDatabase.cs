using System.Diagnostics;
using MaxMind.Db;

namespace TorIntel.Benchmarks;

/// <summary>A MaxMind database of the same content, written by a Perl script; the writer exists for Perl only.</summary>
internal static class MaxMindDatabase
{
    private static readonly Lazy<bool> s_canWrite = new(() => Run(["-MMaxMind::DB::Writer::Tree", "-e", "1"], []));

    /// <summary>Gets a value indicating whether the writer is installed.</summary>
    public static bool IsAvailable => s_canWrite.Value;

    public static string WhyNot => "// MaxMind.Db is left out: no Perl with MaxMind::DB::Writer (Debian: libmaxmind-db-writer-perl).";

    public static Reader Open(RelaySet set)
    {
        var file = Path.GetTempFileName();
        try
        {
            var script = Path.Combine(AppContext.BaseDirectory, "make-mmdb.pl");
            if (!Run([script, file], set.Addresses.Select(address => address.ToString())))
            {
                throw new InvalidOperationException($"{script} could not write the database.");
            }

            return new Reader(new MemoryStream(File.ReadAllBytes(file)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool Run(IEnumerable<string> arguments, IEnumerable<string> input)
    {
        try
        {
            using var perl = Process.Start(new ProcessStartInfo("perl", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true });
            if (perl is null)
            {
                return false;
            }

            foreach (var line in input)
            {
                perl.StandardInput.WriteLine(line);
            }

            perl.StandardInput.Close();
            perl.StandardError.ReadToEnd();
            perl.WaitForExit();
            return perl.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
