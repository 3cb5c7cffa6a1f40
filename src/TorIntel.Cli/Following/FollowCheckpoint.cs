namespace TorIntel.Cli;

/// <summary>What is kept between two runs that follow logs.</summary>
/// <param name="OutputPath">The full path of the output; null if it is the standard output, or no file on a disk.</param>
/// <param name="OutputLength">How long the output was.</param>
/// <param name="Logs">How far each log was followed.</param>
internal sealed record FollowCheckpoint(string? OutputPath, long OutputLength, IReadOnlyList<FollowedLog> Logs);
