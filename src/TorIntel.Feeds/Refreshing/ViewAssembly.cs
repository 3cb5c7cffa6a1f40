using System.Globalization;

namespace TorIntel.Feeds;

/// <summary>Joins the documents that count to a view.</summary>
internal sealed class ViewAssembly(FeedContext context, IReadOnlyList<TorFeedSource> sources, bool includeSpecialPurpose)
{
    /// <summary>Gets the documents that count, in the order of their groups, with the names of their sources.</summary>
    /// <remarks>A source that is no longer asked still counts until another one of its group gives something good.</remarks>
    public IReadOnlyList<(string Name, AcceptedDocument Document)> Current { get; } =
    [
        .. sources
            .GroupBy(source => source.Group, StringComparer.Ordinal)
            .Select(group => (Name: context.State.Current.GetValueOrDefault(group.Key) ?? "", MustBeVerified: group.Any(source => source.KeyLocation is not null)))
            .Select(group => (group.Name, Document: context.State.Sources.GetValueOrDefault(group.Name)?.Accepted, group.MustBeVerified))
            .Where(group => group.Document is not null && context.IsTrusted(group.Document, group.MustBeVerified))
            .Select(group => (group.Name, group.Document!)),
    ];

    /// <summary>Gets a value indicating whether each group that ever gave something good has a document: else half a view would come of it.</summary>
    public bool IsWhole => sources.All(source => context.State.Current.GetValueOrDefault(source.Group) is not { } name || context.State.Sources.GetValueOrDefault(name)?.Accepted is not null);

    /// <summary>Gets what the view follows from: the same key, the same view.</summary>
    public string Key => string.Join('\n', Current.Select(pair => string.Create(
        CultureInfo.InvariantCulture, $"{pair.Name}\t{pair.Document.Role}\t{pair.Document.Digest}\t{TimeOf(pair.Document):O}\t{pair.Document.IsVerified}\t{includeSpecialPurpose}")));

    /// <summary>Builds the view; null if there is no document, or one of them cannot be used any more: half of a view is none.</summary>
    public TorNetwork? Build()
    {
        var builder = new TorNetworkBuilder { IncludeSpecialPurpose = includeSpecialPurpose };
        foreach (var (name, document) in Current.Reverse()) // What is added later counts: the first group has the last word.
        {
            var refusal = "it is lost";
            if (context.TryReadDocument(document.Digest, out var content))
            {
                var listSource = new TorListSource(name, TimeOf(document), document.IsVerified) { ValidUntil = document.ValidUntil, Digest = document.Digest };
                refusal = context.Reader.Load(builder, content, listSource, document.Role).Refusal;
            }

            if (refusal is not null)
            {
                context.Warn($"{name}: its document in the cache cannot be used, and is fetched anew: {refusal}");
                context.State.Sources[name].Accepted = null;
                return null;
            }
        }

        return Current.Count == 0 ? null : builder.Build();
    }

    private DateTimeOffset TimeOf(AcceptedDocument document) => document.Time ?? (document.AsOf < context.Now ? document.AsOf : context.Now);
}
