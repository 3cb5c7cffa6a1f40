namespace TorIntel.Feeds;

/// <summary>Puts the files of a folder in the place of a source that is one, anew for each refresh.</summary>
internal static class SourceExpansion
{
    public static IReadOnlyList<TorFeedSource> Of(IEnumerable<TorFeedSource> sources, List<string> warnings, out List<TorFeedSourceReport> failures)
    {
        failures = [];
        List<TorFeedSource> expanded = [];
        foreach (var source in sources)
        {
            if (!source.IsFile || !Directory.Exists(source.Location))
            {
                expanded.Add(source);
                continue;
            }

            try
            {
                var files = FolderSources.Of(source.Location);
                expanded.AddRange(files);
                warnings.AddRange(files
                    .Where(file => file is { Group: TorFeedSources.ConsensusGroup, KeyLocation: null })
                    .Select(file => $"{file.Location}: no key certificates lie beside it, so its signatures are not verified"));
                if (files.Count == 0)
                {
                    failures.Add(new TorFeedSourceReport(source, TorFeedOutcome.Failed, "no files in it"));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add(new TorFeedSourceReport(source, TorFeedOutcome.Failed, e.Message));
            }
        }

        return expanded;
    }
}
