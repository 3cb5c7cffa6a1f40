using System.Runtime.CompilerServices;

namespace TorIntel.Cli.Tests;

/// <summary>Keeps the cache of whoever runs the tests out of them, and them out of it.</summary>
internal static class NoCache
{
    [ModuleInitializer]
    internal static void Set() => Environment.SetEnvironmentVariable("TORINTEL_CACHE", Path.Combine(Path.GetTempPath(), "torintel-no-cache-" + Environment.ProcessId));
}
