using System.Text;
using System.Text.RegularExpressions;

namespace TorIntel.Cli.Tests;

/// <summary>One run of the real program, in this process, with streams of the test.</summary>
internal sealed record ToolRun(int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>Gets the messages without what differs from run to run: how long it took.</summary>
    public string SteadyError => Steady(Error);

    public static string Steady(string messages) => Regex.Replace(messages, "; [0-9.]+ [kMG]?B in [0-9.]+ s, [0-9.]+ [kMG]?B/s", "");

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<ToolRun> RunAsync(params string[] args) => RunAsync(args, []);

    public static async Task<ToolRun> RunAsync(IReadOnlyList<string> args, byte[] input)
    {
        using var output = new MemoryStream();
        using var text = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Program.RunAsync(args, new Terminal(() => new MemoryStream(input), () => new KeptStream(output), text, error));
        return new ToolRun(exitCode, [.. Encoding.UTF8.GetBytes(text.ToString()), .. output.ToArray()], error.ToString());
    }

    // The program closes what it opens; the test still wants to read it.
    private sealed class KeptStream(MemoryStream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
