using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using TorIntel.Feeds;
using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary><c>torintel enrich</c>: passes logs on, with a tag on each event that has evidence of Tor.</summary>
internal sealed class EnrichCommand
{
    private const int MaxBadLinesNamed = 10;

    private const string Auto = "auto";

    private static readonly Dictionary<string, TagSchema> s_schemas = new(StringComparer.Ordinal)
    {
        ["tor"] = TagSchema.Tor,
        ["ecs"] = TagSchema.Ecs,
        ["ocsf"] = TagSchema.Ocsf,
        ["asim"] = TagSchema.Asim,
        ["cim"] = TagSchema.Cim,
        ["otel"] = TagSchema.OpenTelemetry,
        ["flat"] = TagSchema.Flat,
    };

    private static readonly Dictionary<string, Confidence> s_confidences =
        Enum.GetValues<Confidence>().Where(confidence => confidence != Confidence.None).ToDictionary(EvidenceNames.NameOf, StringComparer.Ordinal);

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Logs, also under gzip; '-' or none is the standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = "The format: auto (by content), or the name of one, such as eve, zeek-tsv, access; docs/formats.md has them all.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Auto,
    };

    private readonly Option<string?> _minConfidence = new("--min-confidence")
    {
        Description = "The least confidence that is tagged: low, medium, high or confirmed.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "low",
    };

    private readonly Option<string?> _schema = new("--schema")
    {
        Description = "What tags look like: tor (one object), ecs, ocsf, asim, cim, otel, flat (plain members).",
        HelpName = "NAME",
        DefaultValueFactory = _ => "tor",
    };

    private readonly Option<string?> _tagName = new("--tag-name")
    {
        Description = "The member or column that holds the tag, or what its names begin with.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "tor",
    };

    private readonly Option<bool> _onlyTagged = new("--only-tagged") { Description = "Pass on tagged events and headers only; those of a JSON array as lines." };
    private readonly Option<string?> _output = new("-o", "--output") { Description = "Write to a file, which appears when it is whole.", HelpName = "PATH" };
    private readonly Option<string?> _stats = new("--stats") { Description = "Write what was counted to a file, as one JSON object.", HelpName = "PATH" };
    private readonly Option<bool> _strict = new("--strict") { Description = "Return 3 if any line of a log or list is bad." };
    private readonly ListOptions _lists = new();
    private readonly ClassifierOptions _classifier = new();
    private readonly Terminal _terminal;

    private EnrichCommand(Terminal terminal)
    {
        _terminal = terminal;
        _format.CustomParser = result => OneOf(result, [Auto, .. LogFormat.BuiltIn.Select(format => format.Name)], "format");
        _schema.CustomParser = result => OneOf(result, s_schemas.Keys, "schema");
        _minConfidence.CustomParser = result => OneOf(result, s_confidences.Keys, "confidence");
    }

    public static Command Create(Terminal terminal)
    {
        var enrich = new EnrichCommand(terminal);
        var command = new Command("enrich", "Tags log events that have evidence of Tor; all others pass byte for byte.") { enrich._files, enrich._format };
        enrich._lists.AddTo(command);
        enrich._classifier.AddTo(command);
        command.Add(enrich._minConfidence);
        command.Add(enrich._schema);
        command.Add(enrich._tagName);
        command.Add(enrich._onlyTagged);
        command.Add(enrich._output);
        command.Add(enrich._stats);
        command.Add(enrich._strict);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => enrich.Run(parsed, cancellationToken), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var classifier = new TorClassifier(_classifier.Read(parsed));
        var files = parsed.GetValue(_files) is { Length: > 0 } given ? given : ["-"];
        foreach (var file in files.Where(file => !IsStandardStream(file)))
        {
            CheckInput(file);
        }

        CheckOutput(parsed.GetValue(_output));
        CheckOutput(parsed.GetValue(_stats));
        var (network, badListLines) = _lists.Load(parsed, _terminal);
        if (network is null)
        {
            return ExitCode.Failed;
        }

        var watch = Stopwatch.StartNew();
        var named = 0;
        var enricher = Create(() => new LogEnricher(network, classifier, new LogEnricherOptions
        {
            Format = parsed.GetValue(_format) is { } format and not Auto ? LogFormat.Get(format) : null,
            MinConfidence = s_confidences[parsed.GetValue(_minConfidence)!],
            Schema = s_schemas[parsed.GetValue(_schema)!],
            TagName = parsed.GetValue(_tagName)!,
            OnlyTagged = parsed.GetValue(_onlyTagged),
            OnBadLine = bad =>
            {
                if (named++ < MaxBadLinesNamed)
                {
                    _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{bad.Source}:{bad.Line}: {bad.Reason}"));
                }
            },
        }));
        WriteOutput(parsed.GetValue(_output), output => EnrichAll(enricher, files, output, cancellationToken));
        Summarise(enricher.Summary);
        if (parsed.GetValue(_stats) is { } stats)
        {
            WriteOutput(stats, stream => StatsWriter.Write(stream, enricher.Summary, network, watch.Elapsed));
        }

        return parsed.GetValue(_strict) && enricher.Summary.BadLines + badListLines != 0 ? ExitCode.BadLines : ExitCode.Done;
    }

    private static LogEnricher Create(Func<LogEnricher> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentException e)
        {
            // Names that cannot be used; without what the platform says of the parameter.
            throw new UsageException(e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static string? OneOf(ArgumentResult result, IReadOnlyCollection<string> names, string what)
    {
        var value = result.Tokens[0].Value;
        if (names.Contains(value, StringComparer.Ordinal))
        {
            return value;
        }

        result.AddError($"'{value}' is no {what}; there are {string.Join(", ", names)}");
        return null;
    }

    private static bool IsStandardStream(string file) => string.Equals(file, "-", StringComparison.Ordinal);

    // Before anything is read: a misspelt name is to be told at once.
    private static void CheckInput(string path)
    {
        FileErrors.RefuseEmpty(path);
        if (!File.Exists(path))
        {
            throw new IOException(FileErrors.Describe(path, Directory.Exists(path) ? new UnauthorizedAccessException() : new FileNotFoundException()));
        }
    }

    private static void CheckOutput(string? path)
    {
        if (path is not null && !IsStandardStream(path))
        {
            FileErrors.RefuseEmpty(path);
            AtomicFile.Check(path);
        }
    }

    private void EnrichAll(LogEnricher enricher, string[] files, Stream output, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            if (enricher.EndedWithinLine)
            {
                output.Write("\n"u8); // Two logs are not to share a line.
            }

            using var raw = IsStandardStream(file) ? _terminal.OpenInput() : Open(file);
            try
            {
                using var input = Decompressed(raw);
                enricher.Enrich(input, output, file, cancellationToken: cancellationToken);
            }
            catch (InvalidDataException e) when (!e.Message.StartsWith(file, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{file}: {e.Message}", e);
            }
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
    }

    private static Stream Decompressed(Stream raw)
    {
        var peeked = new PeekStream(raw, length: 2);
        return peeked.Head is [0x1F, 0x8B] ? new WholeGzipStream(peeked) : peeked;
    }

    private void WriteOutput(string? path, Action<Stream> write)
    {
        if (path is null || IsStandardStream(path))
        {
            using var output = _terminal.OpenOutput();
            write(output);
            return;
        }

        using var file = new AtomicFile(path);
        write(file.Stream);
        file.Commit();
    }

    private void Summarise(EnrichmentSummary summary)
    {
        if (summary.BadLines > MaxBadLinesNamed)
        {
            _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{summary.BadLines - MaxBadLinesNamed} more bad lines"));
        }

        var counts = string.Join(", ", Enum.GetValues<Confidence>().Where(c => summary.Count(c) != 0).Reverse()
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{summary.Count(c)} {EvidenceNames.NameOf(c)}")));
        _terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Lines} lines, {summary.Tagged} tagged{(counts.Length == 0 ? "" : $" ({counts})")}, {summary.BadLines} bad"));
    }
}
