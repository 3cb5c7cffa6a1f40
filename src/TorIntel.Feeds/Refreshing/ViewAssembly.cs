using System.Globalization;

namespace TorIntel.Feeds;

/// <summary>Joins the documents that count to a view.</summary>
internal sealed class ViewAssembly(FeedContext context, IReadOnlyList<TorFeedSource> sources, bool includeSpecialPurpose)
{
    /// <summary>Gets the sources whose documents count, in the order of their groups, with their documents.</summary>
    public IReadOnlyList<(TorFeedSource Source, AcceptedDocument Document)> Current { get; } =
    [
        .. sources
            .Where(source => string.Equals(context.State.Current.GetValueOrDefault(source.Group), source.Name, StringComparison.Ordinal) && context.StateOf(source).Accepted is not null)
            .Select(source => (source, context.StateOf(source).Accepted!)),
    ];

    /// <summary>Gets what the view follows from: the same key, the same view.</summary>
    public string Key => string.Join('\n', Current.Select(pair => string.Create(
        CultureInfo.InvariantCulture, $"{pair.Source.Name}\t{pair.Source.Role}\t{pair.Document.Digest}\t{TimeOf(pair.Document):O}\t{pair.Document.IsVerified}\t{includeSpecialPurpose}")));

    /// <summary>Builds the view; null if no document is at hand.</summary>
    public TorNetwork? Build()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = includeSpecialPurpose };
        var count = 0;
        foreach (var (source, document) in Current.Reverse()) // What is added later counts: the first group has the last word.
        {
            if (!context.TryReadDocument(document.Digest, out var content))
            {
                context.Warn($"{source.Name}: its document is lost; it is fetched anew");
                context.StateOf(source).Accepted = null;
                continue;
            }

            var listSource = new TorListSource(source.Name, TimeOf(document), document.IsVerified) { ValidUntil = document.ValidUntil, Digest = document.Digest };
            count += context.Reader.Load(builder, content, listSource, source.Role).Refusal is null ? 1 : 0;
        }

        return count == 0 ? null : builder.Build();
    }

    private static DateTimeOffset TimeOf(AcceptedDocument document) => document.Time ?? document.AsOf;
}
