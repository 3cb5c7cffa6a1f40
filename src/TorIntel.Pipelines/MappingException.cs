using System.Globalization;

namespace TorIntel.Pipelines;

/// <summary>A mapping that cannot be used.</summary>
public sealed class MappingException : FormatException
{
    /// <summary>Initializes a new instance of the <see cref="MappingException"/> class.</summary>
    /// <param name="source">What the mapping is called, usually its file.</param>
    /// <param name="line">The number of the line, from 1.</param>
    /// <param name="reason">The reason, for people.</param>
    public MappingException(string source, int line, string reason)
        : base(string.Create(CultureInfo.InvariantCulture, $"{source}:{line}: {reason}"))
    {
        SourceName = source;
        Line = line;
        Reason = reason;
    }

    /// <summary>Gets what the mapping is called.</summary>
    public string SourceName { get; }

    /// <summary>Gets the number of the line, from 1.</summary>
    public int Line { get; }

    /// <summary>Gets the reason.</summary>
    public string Reason { get; }
}
