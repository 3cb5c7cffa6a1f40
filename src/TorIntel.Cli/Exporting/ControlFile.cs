namespace TorIntel.Cli;

/// <summary>Puts a control in the place of the one that is there, whole or not at all.</summary>
internal static class ControlFile
{
    private const double ShrinkLimit = 0.5;

    public static void Write(string? path, ReadOnlyMemory<byte> bytes, bool allowsShrunken, Terminal terminal)
    {
        if (!allowsShrunken && !OutputFiles.IsStandardOutput(path) && File.Exists(path) && new FileInfo(path) is { Length: > 0 and var before } && bytes.Length < before * ShrinkLimit)
        {
            throw new Controls.ControlRefusedException($"{path} would shrink to less than half. Find out why, or say --allow-shrunken.");
        }

        OutputFiles.Write(path, Compression.None, terminal, stream => stream.Write(bytes.Span));
    }
}
