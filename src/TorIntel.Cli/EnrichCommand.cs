using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary><c>torintel enrich</c>: passes logs on, with a tag on each event that has evidence of Tor.</summary>
internal sealed class EnrichCommand
{
    private const int MaxBadLinesNamed = 10;
    private const int MaxThreads = 64;

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

    private static readonly Dictionary<string, Compression> s_compressions =
        new(StringComparer.Ordinal) { ["none"] = Compression.None, ["gzip"] = Compression.Gzip, ["zstd"] = Compression.Zstd };

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Logs, plain or under gzip or zstd, told by content; patterns such as 'logs/**/*.json.gz' are expanded; '-' or none is the standard input.",
        Arity = ArgumentArity.ZeroOrMore,
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
    private readonly Option<string?> _output = new("-o", "--output") { Description = "Write to a file, which appears when it is whole; compressed if it ends in .gz or .zst.", HelpName = "PATH" };
    private readonly Option<string?> _compress = new("--compress") { Description = "Compress what comes out: gzip, zstd or none; by the name of the file otherwise.", HelpName = "NAME" };
    private readonly Option<int> _threads = new("--threads") { Description = "How many threads read records of one log, 1 to 64; the order is kept.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _stats = new("--stats") { Description = "Write what was counted to a file, as one JSON object.", HelpName = "PATH" };
    private readonly Option<bool> _strict = new("--strict") { Description = "Return 3 if any line of a log or list is bad." };
    private readonly Option<bool> _noProgress = new("--no-progress") { Description = "Show no bar on the terminal." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Say nothing but errors: no bad lines, no summary, no bar." };
    private readonly FormatOptions _formats = new();
    private readonly ListOptions _lists = new();
    private readonly ClassifierOptions _classifier = new();
    private readonly FollowOptions _follow = new();
    private readonly Terminal _terminal;

    private EnrichCommand(Terminal terminal)
    {
        _terminal = terminal;
        _schema.CustomParser = result => OneOf(result, s_schemas.Keys, "schema");
        _minConfidence.CustomParser = result => OneOf(result, s_confidences.Keys, "confidence");
        _compress.CustomParser = result => OneOf(result, s_compressions.Keys, "compression");
        _threads.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads is >= 1 and <= MaxThreads))
            {
                result.AddError($"'{text}' is no number of threads from 1 to {MaxThreads.ToString(CultureInfo.InvariantCulture)}");
            }
        });
    }

    public static Command Create(Terminal terminal)
    {
        var enrich = new EnrichCommand(terminal);
        var command = new Command("enrich", "Tags log events that have evidence of Tor; all others pass byte for byte.") { enrich._files };
        enrich._formats.AddTo(command);
        enrich._lists.AddTo(command);
        enrich._classifier.AddTo(command);
        command.Add(enrich._minConfidence);
        command.Add(enrich._schema);
        command.Add(enrich._tagName);
        command.Add(enrich._onlyTagged);
        command.Add(enrich._output);
        command.Add(enrich._compress);
        enrich._follow.AddTo(command);
        command.Add(enrich._threads);
        command.Add(enrich._stats);
        command.Add(enrich._strict);
        command.Add(enrich._noProgress);
        command.Add(enrich._quiet);
        command.SetAction(enrich.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        try
        {
            var exitCode = Run(parsed, interruption.Token);
            return interruption.ExitCode != 0 ? interruption.ExitCode : exitCode;
        }
        catch (OperationCanceledException)
        {
            _terminal.Say("interrupted");
            return interruption.ExitCode;
        }
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var classifier = new TorClassifier(_classifier.Read(parsed));
        var formats = _formats.Read(parsed);
        var follow = _follow.Read(parsed);
        var files = InputFiles.Expand(parsed.GetValue(_files)!, mayBeMissing: follow is not null);
        var output = parsed.GetValue(_output);
        var compression = OutputFiles.CompressionOf(output, parsed.GetValue(_compress) is { } name ? s_compressions[name] : null);
        OutputFiles.Check(output);
        OutputFiles.Check(parsed.GetValue(_stats));
        if (follow is not null)
        {
            FollowSettings.Check(files, output, compression);
        }

        var (network, badListLines) = _lists.Load(parsed, _terminal);
        if (network is null)
        {
            return ExitCode.Failed;
        }

        var isQuiet = parsed.GetValue(_quiet);
        var watch = Stopwatch.StartNew();
        var named = 0;
        var options = Checked(() => formats with
        {
            MinConfidence = s_confidences[parsed.GetValue(_minConfidence)!],
            Schema = s_schemas[parsed.GetValue(_schema)!],
            TagName = parsed.GetValue(_tagName)!,
            OnlyTagged = parsed.GetValue(_onlyTagged),
            Threads = parsed.GetValue(_threads),
            OnBadLine = isQuiet ? null : bad =>
            {
                if (Interlocked.Increment(ref named) <= MaxBadLinesNamed)
                {
                    _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{bad.Source}:{bad.Line}: {bad.Reason}"));
                }
            },
        });
        var enricher = Checked(() => new LogEnricher(network, classifier, options));
        IReadOnlyList<EnrichmentSummary> counted;
        if (follow is not null)
        {
            counted = LogFollower.Run(files, output, follow, options, own => new LogEnricher(network, classifier, own), _terminal, cancellationToken);
        }
        else
        {
            counted = [enricher.Summary];
            OutputFiles.Write(output, compression, _terminal, stream =>
            {
                using var progress = ShowsProgress(parsed, output) ? ReadingProgress.Start(_terminal, files) : null;
                new FileEnricher(enricher, _terminal, progress, cancellationToken).Enrich(files, stream);
            });
        }

        var summary = new RunSummary(counted, watch.Elapsed);
        if (!isQuiet)
        {
            Summarise(summary);
        }

        OutputFiles.WriteStats(parsed.GetValue(_stats), _terminal, stream => StatsWriter.Write(stream, summary, network));
        return parsed.GetValue(_strict) && summary.BadLines + badListLines != 0 ? ExitCode.BadLines : ExitCode.Done;
    }

    private static T Checked<T>(Func<T> create)
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

    // Not where the data are shown too.
    private bool ShowsProgress(ParseResult parsed, string? output) =>
        _terminal.IsErrorWatched && !parsed.GetValue(_noProgress) && !parsed.GetValue(_quiet) && !(OutputFiles.IsStandardOutput(output) && _terminal.IsOutputWatched);

    private void Summarise(RunSummary summary)
    {
        if (summary.BadLines > MaxBadLinesNamed)
        {
            _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{summary.BadLines - MaxBadLinesNamed} more bad lines"));
        }

        _terminal.Say(summary.ToString());
    }
}
