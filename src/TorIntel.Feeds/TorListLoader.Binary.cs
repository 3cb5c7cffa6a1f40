namespace TorIntel.Feeds;

/// <content>Forms that are no text: stored views, and what packages of their own read.</content>
public sealed partial class TorListLoader
{
    // Brings its own sources, roles and times.
    private TorListReport LoadView(PeekStream stream, string name)
    {
        using var document = new MemoryStream();
        stream.CopyTo(document);
        var view = TorNetwork.Load(ViewFile.WithoutChecksum(document.GetBuffer().AsMemory(0, (int)document.Length)));
        var leftOut = builder.LeftOut;
        builder.AddNetwork(view);
        leftOut = builder.LeftOut - leftOut;
        return new TorListReport(name, TorListKind.View, view.AddressCount - leftOut, leftOut, leftOut == 0 ? null : "special-purpose addresses", 0, [], null)
        {
            KnowsRoles = true,
            Time = view.Time,
            ValidUntil = view.ValidUntil,
        };
    }

    // Text has no zeros; what has some is looked at whole, because a form may be known by its end.
    private TorListReport LoadBinary(PeekStream stream, TorListSource source, RelayRoles? role)
    {
        using var document = new MemoryStream();
        stream.CopyTo(document);
        foreach (var format in formats)
        {
            document.Position = 0;
            if (format.IsMatch(document))
            {
                document.Position = 0;
                return LoadContent(format.Read(document), format.Kind, source);
            }
        }

        document.Position = 0;
        return LoadAddresses(document, source, role);
    }

    private TorListReport LoadContent(TorListContent content, TorListKind kind, TorListSource source)
    {
        var tally = new ListTally(builder);
        foreach (var prefix in content.ExitAddresses)
        {
            tally.Count(builder.AddExitAddress(prefix), prefix);
        }

        return Named(tally.Report(source.Name, kind, 0, [], null) with { KnowsRoles = true, Time = content.Time ?? source.Time }, source);
    }
}
