using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>A format of logs: a mapping that says which fields of a syntax hold what. Immutable and safe to share between threads.</summary>
/// <remarks>Beside the built-in formats, users write their own: the language of mappings is described in docs/mappings.md.</remarks>
public sealed class LogFormat
{
    private const string ResourceExtension = ".mapping";

    private static readonly Lazy<IReadOnlyList<LogFormat>> s_builtIn = new(() =>
        [.. typeof(LogFormat).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(ResourceExtension, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(ReadResource)]);

    private LogFormat(LogMapping mapping, string text)
    {
        Mapping = mapping;
        Text = text;
    }

    /// <summary>Gets the formats that are part of this library, by name.</summary>
    public static IReadOnlyList<LogFormat> BuiltIn => s_builtIn.Value;

    /// <summary>Gets the name, of small letters, digits and hyphens.</summary>
    public string Name => Mapping.Name;

    /// <summary>Gets what it is called by people.</summary>
    public string Title => Mapping.Title;

    /// <summary>Gets the family of syntax, as mappings name it.</summary>
    public string Syntax => MappingWords.Syntaxes.First(syntax => syntax.Value == Mapping.Syntax).Key;

    /// <summary>Gets the text of the mapping: a starting point for one's own.</summary>
    public string Text { get; }

    internal LogMapping Mapping { get; }

    /// <summary>Gives a built-in format.</summary>
    /// <param name="name">Its name, such as <c>eve</c>.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static LogFormat Get(string name) =>
        TryGet(name, out var format) ? format : throw new ArgumentException($"'{name}' is no format; there are {string.Join(", ", BuiltIn.Select(known => known.Name))}", nameof(name));

    /// <summary>Gives a built-in format.</summary>
    /// <param name="name">Its name, such as <c>eve</c>.</param>
    /// <param name="format">The format.</param>
    /// <returns>Whether there is one of this name.</returns>
    public static bool TryGet(string name, [NotNullWhen(true)] out LogFormat? format)
    {
        // Not all of them are read for one.
        var resource = name + ResourceExtension;
        format = s_builtIn.IsValueCreated ? BuiltIn.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.Ordinal))
            : typeof(LogFormat).Assembly.GetManifestResourceInfo(resource) is null ? null
            : ReadResource(resource);
        return format is not null;
    }

    /// <summary>Reads a mapping.</summary>
    /// <param name="mapping">The text of the mapping, up to 64 KiB.</param>
    /// <param name="source">What it is called, usually its file, for messages.</param>
    /// <exception cref="MappingException">It cannot be used.</exception>
    public static LogFormat Parse(string mapping, string source)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(source);
        var format = new LogFormat(MappingReader.Read(mapping, source), mapping);
        _ = format.CreateReader(FormatContext.Default); // What the syntax finds wrong is to be told now.
        return format;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal IRecordFormat CreateReader(FormatContext context) => Mapping.Syntax switch
    {
        LogSyntax.Json => new JsonFormat(Mapping, context),
        LogSyntax.Columns => new ColumnsFormat(Mapping, context),
        LogSyntax.Access => new AccessLogFormat(Mapping, context),
        LogSyntax.Pairs => new PairsFormat(Mapping, context),
        LogSyntax.Text => new TextFormat(Mapping, context),
        _ => throw new NotSupportedException($"the syntax of '{Name}'"),
    };

    private static LogFormat ReadResource(string name)
    {
        using var stream = typeof(LogFormat).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        return new LogFormat(MappingReader.Read(text, name), text);
    }
}
