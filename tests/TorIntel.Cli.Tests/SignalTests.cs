using System.Diagnostics;
using System.Text;

namespace TorIntel.Cli.Tests;

/// <summary>Signals, closed pipes and full disks, with the real program.</summary>
public sealed class SignalTests
{
    private static readonly byte[] s_lines = Encoding.UTF8.GetBytes(Lists.ToGuard + "\n" + Lists.Plain + "\n");

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_ends_the_wait_for_the_standard_input_at_once(string signal, int exitCode)
    {
        using var folder = new TemporaryFolder();
        using var program = RealProgram.Start(["enrich", .. Lists.WriteTo(folder)]);
        program.Process.StandardInput.BaseStream.Write(s_lines);
        program.Process.StandardInput.BaseStream.Write("{\"event_type\":\"flow\""u8); // no record yet
        program.Process.StandardInput.BaseStream.Flush();
        var reader = program.Process.StandardOutput;
        Assert.Contains("\"tor\":{", reader.ReadLine()!, StringComparison.Ordinal);
        Assert.Equal(Lists.Plain, reader.ReadLine());
        var watch = Stopwatch.StartNew();
        program.Send(signal);
        program.WaitForExit();

        Assert.Equal(exitCode, program.Process.ExitCode);
        Assert.Equal("torintel: interrupted", program.Error);
        Assert.Empty(reader.ReadToEnd());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1.5), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_signal_leaves_no_file_that_is_not_whole()
    {
        using var folder = new TemporaryFolder();
        var lists = Lists.WriteTo(folder);
        var output = Path.Combine(folder.FullPath, "out.gz");
        using var program = RealProgram.Start(["enrich", "-o", output, .. lists]);
        program.Process.StandardInput.BaseStream.Write(s_lines);
        program.Process.StandardInput.BaseStream.Flush();
        program.WaitUntil(() => Directory.GetFiles(folder.FullPath, "out.gz.*.tmp").Length == 1, () => "no temporary file");
        program.Send("INT");
        program.WaitForExit();

        Assert.Equal(130, program.Process.ExitCode);
        Assert.Empty(Directory.GetFiles(folder.FullPath, "out*"));
    }

    [Fact]
    public void Nobody_who_reads_ends_the_program_quietly()
    {
        using var folder = new TemporaryFolder();
        using var program = RealProgram.Start(["enrich", .. Lists.WriteTo(folder)]);
        program.Process.StandardInput.BaseStream.Write(s_lines);
        program.Process.StandardInput.BaseStream.Flush();
        Assert.NotNull(program.Process.StandardOutput.ReadLine());
        program.Process.StandardOutput.Close();
        var watch = Stopwatch.StartNew();
        while (!program.Process.WaitForExit(10)) // There is always more to come.
        {
            Assert.True(watch.Elapsed < RealProgram.Patience);
            try
            {
                program.Process.StandardInput.BaseStream.Write(s_lines);
                program.Process.StandardInput.BaseStream.Flush();
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        program.WaitForExit();
        Assert.Equal(141, program.Process.ExitCode);
        Assert.Empty(program.Error);
    }

    [Fact]
    public void A_full_disk_is_one_sentence()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        using var folder = new TemporaryFolder();
        var (log, lists) = (folder.Write("log", s_lines), string.Join(' ', Lists.WriteTo(folder)));
        using var program = RealProgram.StartInShell($"\"$0\" enrich {log} {lists} > /dev/full");
        program.WaitForExit();

        Assert.Equal(1, program.Process.ExitCode);
        Assert.Equal("torintel: standard output: no space left on the device", program.Error);
    }
}
