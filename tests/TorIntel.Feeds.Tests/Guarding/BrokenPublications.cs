using System.Globalization;
using System.Text;

namespace TorIntel.Feeds.Tests;

/// <summary>Makes broken publications of the kinds that happened, from the list that should have stood there.</summary>
/// <param name="repeatsBytes">Whether one that follows within forty minutes of another is the same file again; else it differs a little.</param>
internal sealed class BrokenPublications(bool repeatsBytes)
{
    private static readonly FeedDocumentReader s_reader = new(TrustedAuthorities.Default, includeSpecialPurpose: false);

    private readonly Random _random = new(20260822);
    private (string Kind, DateTimeOffset Time, byte[] Content) _last = ("", DateTimeOffset.MinValue, []);

    /// <summary>Gives what was wrong with a file; null if nothing was, or it was not there.</summary>
    public static string? KindOf(string note, string file)
    {
        foreach (var part in note.Split("; "))
        {
            if (part.StartsWith(file + " ", StringComparison.Ordinal) && part[(file.Length + 1)..] is var kind and not "ok")
            {
                return kind;
            }
        }

        return null;
    }

    public GuardedDocument Make(string kind, IReadOnlyList<IPPrefix> list, DateTimeOffset time, TorFeedSource source)
    {
        var isRepeated = repeatsBytes && kind == _last.Kind && time - _last.Time < TimeSpan.FromMinutes(40);
        var content = isRepeated ? _last.Content : Encoding.UTF8.GetBytes(Text(kind, list));
        _last = (kind, time, content);
        return s_reader.Read(source, content, default, time);
    }

    private string Text(string kind, IReadOnlyList<IPPrefix> list)
    {
        switch (kind)
        {
            case "empty":
                return "";
            case "html-error-page":
                return "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>504 Gateway Timeout</title>\n</head><body>\n<h1>Gateway Timeout</h1>\n</body></html>\n";
            case "text-error":
                return "Umm... You can only fetch the data every 30 minutes - sorry.  It's pointless any faster as I only update every 30 minutes anyway.";
            case "merge-conflict":
                return "<<<<<<< HEAD\n" + Lines(list) + "=======\n>>>>>>> parent of c508786... Fri Aug  9 09:56:24 IST 2019\n";
            case "truncated":
                var whole = Lines(list);
                var cut = _random.Next(whole.Length / 10, whole.Length);
                return whole[..(whole[cut - 1] == '\n' ? cut - 1 : cut)];
            case "partial":
                // Below 85 %, as they were; from any place, as nobody knows which part was lost.
                var count = (int)(list.Count * (0.15 + (0.69 * _random.NextDouble())));
                var first = _random.Next(list.Count - count);
                return Lines(list.Skip(first).Take(count));
            default:
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"'{kind}' is no kind of broken publication"));
        }
    }

    private static string Lines(IEnumerable<IPPrefix> list) => string.Concat(list.Select(prefix => prefix.Address + "\n"));
}
