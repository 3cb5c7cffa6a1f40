using System.Text;

namespace TorIntel.Cli.Tests;

/// <summary>An input that asks bit by bit, and notes at each read how many answers have come.</summary>
internal sealed class AskingStream(string[] pieces, MemoryStream answers) : Stream
{
    private int _next;

    public List<int> AnswersSeen { get; } = [];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        AnswersSeen.Add(Encoding.UTF8.GetString(answers.ToArray()).Split("no evidence of Tor").Length - 1
            + Encoding.UTF8.GetString(answers.ToArray()).Split("confidence:").Length - 1);
        return _next == pieces.Length ? 0 : Encoding.UTF8.GetBytes(pieces[_next++], buffer.AsSpan(offset, count));
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
