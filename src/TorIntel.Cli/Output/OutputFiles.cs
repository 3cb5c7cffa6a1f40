using System.IO.Compression;

namespace TorIntel.Cli;

/// <summary>Opens outputs: the standard output, or files that appear when they are whole.</summary>
internal static class OutputFiles
{
    private const string StandardOutputName = "standard output";

    /// <summary>Finds out early whether an output can be made, before hours of work.</summary>
    public static void Check(string? path)
    {
        if (path is not null && !InputFiles.IsStandardStream(path))
        {
            FileErrors.RefuseEmpty(path);
            AtomicFile.Check(path);
        }
    }

    public static bool IsStandardOutput(string? path) => path is null || InputFiles.IsStandardStream(path);

    /// <summary>Tells how to compress: as was said, else by the name of the file.</summary>
    public static Compression CompressionOf(string? path, Compression? said) =>
        said ?? Path.GetExtension(path)?.ToLowerInvariant() switch
        {
            ".gz" => Compression.Gzip,
            ".zst" => Compression.Zstd,
            _ => Compression.None,
        };

    public static Stream OpenStandardOutput(Terminal terminal) => new OutputStream(terminal.OpenOutput(), StandardOutputName);

    public static void Write(string? path, Compression compression, Terminal terminal, Action<Stream> write)
    {
        if (IsStandardOutput(path))
        {
            using var output = OpenStandardOutput(terminal);
            WriteCompressed(output, compression, write);
            return;
        }

        using var file = new AtomicFile(path!);
        WriteCompressed(new OutputStream(file.Stream, path!), compression, write);
        file.Commit();
    }

    /// <summary>Writes a small file beside the output, if one is asked for.</summary>
    public static void WriteStats(string? path, Terminal terminal, Action<Stream> write)
    {
        if (path is not null)
        {
            Write(path, Compression.None, terminal, write);
        }
    }

    private static void WriteCompressed(Stream output, Compression compression, Action<Stream> write)
    {
        if (compression == Compression.None)
        {
            write(output);
            return;
        }

        var compressor = compression == Compression.Gzip ? new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true) : ZstdCompression.Write(output);
        try
        {
            write(compressor);
        }
        catch (Exception e) when (e is not IOException)
        {
            compressor.Dispose(); // What was passed on so far is whole.
            throw;
        }

        compressor.Dispose();
    }
}
