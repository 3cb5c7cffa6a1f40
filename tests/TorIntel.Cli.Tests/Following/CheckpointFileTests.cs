using System.Text;
using TorIntel.Pipelines;

namespace TorIntel.Cli.Tests;

/// <summary>The checkpoint as a file: comes back as it was, and damage is noticed.</summary>
public sealed class CheckpointFileTests
{
    private static FollowCheckpoint Example
    {
        get
        {
            var log = new FollowedLog("/var/log/x")
            {
                Current = LogIdentity.Of("head"u8, 7),
                Checkpoint = new LogCheckpoint("zeek-tsv", 1L << 40, 12, "#fields\tä\n"u8.ToArray(), true),
                After = 638_000_000_000_000_000,
            };
            log.Finished.Add(LogIdentity.Of("older"u8, 6));
            return new FollowCheckpoint("/out", 99, [log, new FollowedLog("/var/log/y")]);
        }
    }

    [Fact]
    public void Comes_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        var file = new CheckpointFile(Path.Combine(folder.FullPath, "checkpoint"));
        Assert.Null(file.Read());
        file.Write(CheckpointFile.Serialize(Example));
        var read = file.Read()!;

        Assert.Equal(CheckpointFile.Serialize(Example), CheckpointFile.Serialize(read));
        Assert.Equal("#fields\tä\n", Encoding.UTF8.GetString(read.Logs[0].Checkpoint!.Header.Span));
        Assert.Equal(LogIdentity.Of("head"u8, 7), read.Logs[0].Current);
        Assert.Null(read.Logs[1].Current);
        Assert.Single(Directory.GetFiles(folder.FullPath));
    }

    [Fact]
    public void Any_damage_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var whole = CheckpointFile.Serialize(Example);
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var damaged = whole.ToArray();
            damaged[i % damaged.Length] ^= (byte)(1 << random.Next(8));
            var file = new CheckpointFile(folder.Write("checkpoint", i % 2 == 0 ? damaged : whole[..random.Next(whole.Length)]));

            Assert.Contains("the checkpoint is damaged", Assert.Throws<InvalidDataException>(file.Read).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_damaged_one_or_one_of_another_output_is_refused_and_nothing_is_touched()
    {
        using var folder = new TemporaryFolder();
        var log = folder.Write("eve.json", Lists.Plain + "\n");
        var output = folder.Write("out", "kept\n");
        var damaged = folder.Write("damaged", "{}\n");
        var other = folder.Write("other", CheckpointFile.Serialize(new FollowCheckpoint("/elsewhere", 0, [])));
        var shorter = folder.Write("shorter", CheckpointFile.Serialize(new FollowCheckpoint(output, 50, [])));
        foreach (var (checkpoint, message) in new[] { (damaged, "is damaged"), (other, "belongs to another output: /elsewhere"), (shorter, "is shorter than it was at the checkpoint") })
        {
            var run = await ToolRun.RunAsync(["enrich", "--follow", log, "-o", output, "--checkpoint", checkpoint, .. Lists.WriteTo(folder)]);

            Assert.Equal(1, run.ExitCode);
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
            Assert.Equal("kept\n", await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
        }
    }
}
