using System.Runtime.CompilerServices;
using NLog;

namespace TorIntel;

/// <summary>Remembers which properties a message template has, so that others need not be looked for.</summary>
/// <remarks>Bounded, and safe for any number of threads: entries are immutable, and a lost write costs time only.</remarks>
internal sealed class MessageLayouts(TorEnricher enricher)
{
    private const int Size = 512;

    private readonly MessageLayout?[] _layouts = new MessageLayout?[Size];

    /// <summary>Gives what the message of an event has; null if it names no properties.</summary>
    public MessageLayout? Find(LogEventInfo logEvent)
    {
        // Text that was put together by the program has no braces, and is new each time.
        if (logEvent.Message is not { } template || !template.Contains('{', StringComparison.Ordinal))
        {
            return null;
        }

        ref var place = ref _layouts[RuntimeHelpers.GetHashCode(template) & (Size - 1)];
        var layout = Volatile.Read(ref place);
        if (layout is null || !ReferenceEquals(layout.Template, template))
        {
            Volatile.Write(ref place, layout = Read(template, logEvent));
        }

        return layout;
    }

    private MessageLayout Read(string template, LogEventInfo logEvent)
    {
        var parameters = logEvent.MessageTemplateParameters;
        var fields = new KeyValuePair<string, TorField>[parameters.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var name = parameters[i].Name ?? "";
            _ = enricher.TryGetField(name, out var field);
            fields[i] = new(name, field);
        }

        return new MessageLayout(template, fields);
    }
}
