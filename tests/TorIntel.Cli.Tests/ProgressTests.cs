namespace TorIntel.Cli.Tests;

public sealed class ProgressTests
{
    [Fact]
    public void The_bar_names_the_file_and_lets_messages_through()
    {
        using var error = new StringWriter();
        using var end = new ManualResetEventSlim();
        var terminal = new Terminal(() => Stream.Null, () => Stream.Null, TextWriter.Null, error) { IsErrorWatched = true };
        var looks = 0;
        ProgressBar.Show(terminal, 1000, Position, end);
        terminal.Say("behind");

        Assert.Contains("torintel: [odd] message", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("torintel: behind", error.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.Null(terminal.Detour);

        (long Done, string Name) Position()
        {
            if (++looks == 3)
            {
                terminal.Say("[odd] message");
                end.Set();
            }

            return (looks * 300, "[a].json");
        }
    }

    [Fact]
    public void There_is_none_where_the_length_is_not_known()
    {
        using var folder = new TemporaryFolder();
        var terminal = new Terminal(() => Stream.Null, () => Stream.Null, TextWriter.Null, TextWriter.Null);
        using var known = ReadingProgress.Start(terminal, [folder.Write("log", "x")]);

        Assert.NotNull(known);
        Assert.Null(ReadingProgress.Start(terminal, [folder.Write("log", "x"), "-"]));
        Assert.Null(ReadingProgress.Start(terminal, [folder.Write("empty", "")]));
    }
}
