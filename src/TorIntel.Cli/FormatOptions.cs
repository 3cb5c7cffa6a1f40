using System.CommandLine;
using System.Globalization;
using System.Text;
using TorIntel.Pipelines;

namespace TorIntel.Cli;

/// <summary>The options that say how logs are to be read.</summary>
internal sealed class FormatOptions
{
    public const string TimeZoneName = "--time-zone";

    private const string Auto = "auto";

    private readonly Option<string> _format = new("--format")
    {
        Description = "The format: auto (by content, each log for itself), or the name of one; 'torintel formats' lists them.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Auto,
    };

    private readonly Option<string[]> _mapping = new("--mapping")
    {
        Description = "A format of your own, from a file; may be given several times. It is recognised by content before the built-in ones, and --format may name it.",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _timeZone = new(TimeZoneName)
    {
        Description = "The zone of times that are written without one, such as Europe/Berlin or +02:00; UTC by default.",
        HelpName = "ZONE",
    };

    private readonly Option<string?> _year = new("--year")
    {
        Description = "The year of times that are written without one, as in syslog; such events have no time otherwise.",
        HelpName = "YYYY",
    };

    private readonly Option<string[]> _trustProxy = new("--trust-proxy")
    {
        Description = "A network of proxies whose X-Forwarded-For is believed; may be given several times. Nobody's is by default.",
        HelpName = "CIDR",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_mapping);
        command.Add(_timeZone);
        command.Add(_year);
        command.Add(_trustProxy);
    }

    public LogEnricherOptions Read(ParseResult parsed)
    {
        LogFormat[] own = [.. parsed.GetValue(_mapping)!.Select(ReadMapping)];
        return new LogEnricherOptions
        {
            Format = Choose(parsed.GetValue(_format)!, own),
            MoreFormats = own,
            TimeZone = parsed.GetValue(_timeZone) is { } zone ? ReadZone(zone) : TimeZoneInfo.Utc,
            Year = parsed.GetValue(_year) is { } year ? ReadYear(year) : null,
            TrustedProxies = [.. parsed.GetValue(_trustProxy)!.Select(ReadNetwork)],
        };
    }

    private static LogFormat? Choose(string name, LogFormat[] own) =>
        name == Auto ? null
        : own.FirstOrDefault(format => format.Name == name) ?? (LogFormat.TryGet(name, out var format) ? format
        : throw new UsageException($"'{name}' is no format; there are {string.Join(", ", [Auto, .. own.Concat(LogFormat.BuiltIn).Select(known => known.Name)])}"));

    private static LogFormat ReadMapping(string path)
    {
        FileErrors.RefuseEmpty(path);
        try
        {
            return LogFormat.Parse(File.ReadAllText(path, Encoding.UTF8), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(FileErrors.Describe(path, e), e);
        }
        catch (MappingException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static TimeZoneInfo ReadZone(string text)
    {
        if (TimeSpan.TryParseExact(text, [@"\+hh\:mm", @"\+hhmm"], CultureInfo.InvariantCulture, TimeSpanStyles.None, out var offset)
            || TimeSpan.TryParseExact(text, [@"\-hh\:mm", @"\-hhmm"], CultureInfo.InvariantCulture, TimeSpanStyles.AssumeNegative, out offset))
        {
            return offset.Duration() <= TimeSpan.FromHours(14)
                ? TimeZoneInfo.CreateCustomTimeZone(text, offset, text, text)
                : throw new UsageException($"'{text}' is no time zone; zones reach from -14:00 to +14:00");
        }

        try
        {
            return text is "Z" ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(text);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException)
        {
            throw new UsageException($"'{text}' is no time zone; write +02:00, or a name that this system knows, such as Europe/Berlin");
        }
    }

    private static int ReadYear(string text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1970
            ? year
            : throw new UsageException($"'{text}' is no year; write four digits, from 1970 on");

    private static IPPrefix ReadNetwork(string text) =>
        IPPrefix.TryParse(text, out var prefix) ? prefix : throw new UsageException($"'{text}' is no network; write 192.168.0.0/16, without bits behind the prefix length");
}
