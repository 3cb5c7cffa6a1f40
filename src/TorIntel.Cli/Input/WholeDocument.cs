using System.Globalization;
using TorIntel.Feeds;

namespace TorIntel.Cli;

/// <summary>Reads a whole document, a file or the standard input, plain or under gzip.</summary>
internal static class WholeDocument
{
    /// <summary>Reads a document.</summary>
    /// <param name="path">The path; <c>-</c> for the standard input.</param>
    /// <param name="terminal">Whose standard input.</param>
    /// <param name="maxLength">The most bytes that it may have after decompression.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, Terminal terminal, int maxLength)
    {
        FileErrors.RefuseEmpty(path);
        try
        {
            using var file = path == "-" ? terminal.OpenInput() : File.OpenRead(path);
            var peeked = new PeekStream(file, 2);
            if (peeked.Head is not [0x1F, 0x8B])
            {
                return ReadAll(peeked, maxLength);
            }

            using var gzip = new WholeGzipStream(peeked);
            return ReadAll(gzip, maxLength);
        }
        catch (InvalidDataException e)
        {
            throw new IOException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
    }

    private static byte[] ReadAll(Stream stream, int maxLength)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var read)
        {
            if (memory.Length + read > maxLength)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it is longer than {maxLength >> 20} MiB"));
            }

            memory.Write(buffer.AsSpan(0, read));
        }

        return memory.ToArray();
    }
}
