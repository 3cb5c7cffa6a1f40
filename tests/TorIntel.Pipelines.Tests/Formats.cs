namespace TorIntel.Pipelines.Tests;

/// <summary>The formats that most tests use.</summary>
internal static class Formats
{
    public static LogFormat Eve { get; } = LogFormat.Get("eve");

    public static LogFormat ZeekJson { get; } = LogFormat.Get("zeek-json");

    public static LogFormat ZeekTsv { get; } = LogFormat.Get("zeek-tsv");

    public static LogFormat Access { get; } = LogFormat.Get("access");
}
