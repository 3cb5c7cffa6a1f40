using System.Runtime.CompilerServices;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace TorIntel.Cli;

/// <summary>Zstandard, in one place, so that its library is not loaded where it is not needed.</summary>
internal static class ZstdCompression
{
    /// <summary>The longest look back that is decompressed; all levels below --ultra and --long stay below it.</summary>
    public const int MaxWindowMiB = 1 << (MaxWindowLog - 20);

    public const string Name = "zstd";

    private const int MaxWindowLog = 25;
    private const int Level = 3;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Stream Read(Stream compressed)
    {
        var stream = new DecompressionStream(compressed, bufferSize: 0, checkEndOfStream: true, leaveOpen: false);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
        return stream;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Stream Write(Stream output)
    {
        var stream = new CompressionStream(output, Level, bufferSize: 0, leaveOpen: true);
        stream.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return stream;
    }

    public static bool IsItsError(Exception exception, string compression) => compression == Name && IsItsError(exception);

    public static bool IsTooWide(Exception exception, string compression) => compression == Name && IsTooWide(exception);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsItsError(Exception exception) => exception is ZstdException;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsTooWide(Exception exception) => exception is ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge };
}
