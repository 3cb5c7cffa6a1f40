using System.Text;

namespace TorIntel.Cli.Tests;

/// <summary>--follow, step by step, with the real program.</summary>
public sealed class FollowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _log;
    private readonly string _output;
    private readonly string _checkpoint;

    public FollowTests()
    {
        _log = Path.Combine(_folder.FullPath, "eve.json");
        _output = Path.Combine(_folder.FullPath, "out");
        _checkpoint = Path.Combine(_folder.FullPath, "checkpoint");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Waits_for_the_file_for_whole_lines_and_for_more()
    {
        using var program = Start();
        program.WaitUntil(() => File.Exists(_checkpoint), () => "no checkpoint");
        Append(Line(1) + "\n" + Line(2)[..30]);
        Expect(program, 1);
        Append(Line(2)[30..]);
        Thread.Sleep(300);
        Expect(program, 1);
        Append("\n" + Line(3) + "\n");
        Expect(program, 1, 2, 3);
        Stop(program);

        Assert.EndsWith("torintel: 3 lines of eve, 3 tagged (3 confirmed), 0 bad", ToolRun.Steady(program.Error), StringComparison.Ordinal);
    }

    [Fact]
    public void A_renamed_log_is_read_to_its_end_and_its_last_line_is_a_line()
    {
        using var program = Start();
        Append(Line(1) + "\n" + Line(2)); // The writer was stopped within a line.
        Expect(program, 1);
        File.Move(_log, _log + ".1");
        File.AppendAllText(_log, Line(3) + "\n");
        Expect(program, 1, 2, 3);
        Stop(program);
    }

    [Fact]
    public void Who_still_writes_to_a_renamed_log_is_waited_for()
    {
        using var program = Start("--rotate-wait", "2");
        Append(Line(1) + "\n");
        Expect(program, 1);
        using (var writer = new StreamWriter(new FileStream(_log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true })
        {
            File.Move(_log, _log + ".1");
            Append(Line(4) + "\n");
            writer.Write(Line(2) + "\n");
            Expect(program, 1, 2);
            Thread.Sleep(500);
            writer.Write(Line(3) + "\n");
        }

        Expect(program, 1, 2, 3, 4);
        Stop(program);
    }

    [Fact]
    public void A_truncated_log_is_begun_anew_even_if_it_is_longer_again()
    {
        using var program = Start();
        Append(Line(1) + "\n" + Line(2) + "\n");
        Expect(program, 1, 2);
        File.Copy(_log, _log + ".1");
        using (var file = new FileStream(_log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(3, 7).Select(Line)) + "\n"));
        }

        Expect(program, [.. Enumerable.Range(1, 9)]);
        Stop(program);
        Assert.DoesNotContain("lost", program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_rotated_and_compressed_meanwhile_is_found()
    {
        foreach (var compression in new[] { "gzip", "zstd" })
        {
            Append(Line(1) + "\n");
            using (var program = Start())
            {
                Expect(program, 1);
                Stop(program);
            }

            Append(Line(2) + "\n");
            File.WriteAllBytes(_log + "-1" + (compression == "gzip" ? ".gz" : ".zst"), Compressed.OfName(compression, File.ReadAllBytes(_log)));
            File.WriteAllText(_log, Line(3) + "\n");
            File.Move(_log, _log + "-2");
            File.WriteAllText(_log, Line(4) + "\n");
            File.SetLastWriteTimeUtc(_log + "-2", File.GetLastWriteTimeUtc(_log));
            using (var program = Start())
            {
                Expect(program, 1, 2, 3, 4);
                Stop(program);
            }

            foreach (var file in Directory.GetFiles(_folder.FullPath, "eve*").Append(_output).Append(_checkpoint))
            {
                File.Delete(file);
            }
        }
    }

    [Fact]
    public void The_header_of_a_Zeek_log_is_kept_over_a_restart()
    {
        Append("#separator \\x09\n#fields\tid.orig_h\tid.resp_h\tid.resp_p\n10.0.0.1\t192.0.2.10\t9001\n");
        using (var program = Start())
        {
            program.WaitUntil(() => Read().Length == 4, Said);
            Stop(program);
        }

        Append("10.0.0.2\t192.0.2.10\t9001\n");
        using (var program = Start())
        {
            program.WaitUntil(() => Read().Length == 5, Said);
            Stop(program);
        }

        Assert.Equal(["10.0.0.1", "10.0.0.2"], Read().Where(line => line.Contains("\t{\"confidence\":\"confirmed\"", StringComparison.Ordinal)).Select(line => line.Split('\t')[0]));
    }

    [Fact]
    public void Files_of_other_programs_beside_the_log_are_left_alone()
    {
        Append(Line(1) + "\n");
        _folder.Write("eve.json.1", Line(7) + "\n");
        File.SetLastWriteTimeUtc(_log + ".1", File.GetLastWriteTimeUtc(_log) - TimeSpan.FromSeconds(1)); // rotated before
        using var program = Start();
        Expect(program, 1);
        _folder.Write("eve.json.bak~", Line(8) + "\n");
        _folder.Write("eve.json-enriched", Line(8) + "\n");
        File.Move(_log, _log + ".2");
        Append(Line(2) + "\n");
        Expect(program, 1, 2);
        Stop(program);
    }

    [Theory]
    [InlineData("[{\"event_type\":\"flow\"}]\n", "is one JSON array, which cannot be followed; logs with one event a line can")]
    [InlineData("\u001f\u008b", "is compressed, and cannot be followed")]
    public void What_cannot_be_followed_is_told(string content, string message)
    {
        File.WriteAllBytes(_log, Encoding.Latin1.GetBytes(content));
        using var program = Start();
        program.WaitForExit();

        Assert.Equal(1, program.Process.ExitCode);
        Assert.Equal($"torintel: {_log}: {message}", program.Error);
    }

    [Fact]
    public void Zeek_logs_are_not_mixed()
    {
        Append("#fields\tid.orig_h\n10.0.0.1\n");
        using var program = Start(_folder.Write("b.json", Line(1) + "\n"));
        program.WaitForExit();

        Assert.Equal(1, program.Process.ExitCode);
        Assert.Contains("has a header", program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_one_program_writes_to_an_output()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "locks are of Linux");
        Append(Line(1) + "\n");
        using var program = Start();
        Expect(program, 1);
        using var second = Start();
        second.WaitForExit();

        Assert.Equal(1, second.Process.ExitCode);
        Assert.Contains("another program that follows logs writes to it", second.Error, StringComparison.Ordinal);
        Stop(program);
    }

    private static string Line(int n) => Lists.ToGuard.Replace("\"event_type\"", $"\"n\":{n},\"event_type\"", StringComparison.Ordinal);

    private RealProgram Start(params string[] more) =>
        RealProgram.Start(["enrich", "--follow", _log, "-o", _output, "--checkpoint", _checkpoint, .. more.Contains("--rotate-wait") ? more : [.. more, "--rotate-wait", "0.1"], .. Lists.WriteTo(_folder)]);

    private static void Stop(RealProgram program)
    {
        program.Send("INT");
        program.WaitForExit();
        Assert.Equal(130, program.Process.ExitCode);
    }

    private void Append(string text) => File.AppendAllText(_log, text);

    private string[] Read() => File.Exists(_output) ? File.ReadAllText(_output).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    private string Said() => string.Join('\n', Read());

    private void Expect(RealProgram program, params int[] numbers) =>
        program.WaitUntil(() => Read().Select(line => Json.Parse(line + (line.EndsWith('}') ? "" : "}")).GetProperty("n").GetInt32()).SequenceEqual(numbers), Said);
}
