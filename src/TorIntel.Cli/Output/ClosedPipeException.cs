namespace TorIntel.Cli;

/// <summary>Nobody reads the output any more: a quiet end, as of <c>torintel … | head</c>.</summary>
internal sealed class ClosedPipeException(Exception inner) : IOException(inner.Message, inner);
