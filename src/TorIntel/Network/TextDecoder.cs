namespace TorIntel;

/// <summary>Makes a value of a text; null if it is none.</summary>
internal delegate T? TextDecoder<out T>(ReadOnlySpan<byte> utf8Text)
    where T : class;
