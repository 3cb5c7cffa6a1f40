using System.Diagnostics.CodeAnalysis;

namespace TorIntel.Snapshot;

/// <summary>The view that was put into this package when it was made.</summary>
/// <remarks>
/// It is as old as its lists (<see cref="TorNetwork.Time"/>, <see cref="TorNetwork.IsStaleAt"/>). Safe for several threads. The first call takes a fraction of a millisecond;
/// the view is used where the assembly lies in memory, and later calls give the same one.
/// </remarks>
public static class TorIntelSnapshot
{
    private static readonly Lazy<TorNetwork?> s_view = new(() =>
        typeof(TorIntelSnapshot).Assembly.GetManifestResourceStream("view") is { } resource ? EmbeddedView.Load(resource) : null);

    /// <summary>Gives the view.</summary>
    /// <returns>The view.</returns>
    /// <exception cref="InvalidOperationException">The assembly was built without a view.</exception>
    /// <exception cref="InvalidDataException">The view is of another version than the core can read, or damaged.</exception>
    public static TorNetwork Load() => TryLoad(out var network)
        ? network
        : throw new InvalidOperationException("This build of TorIntel.Snapshot holds no view; make the package with 'dotnet pack -p:TorIntelSnapshot=FILE'.");

    /// <summary>Gives the view, if there is one.</summary>
    /// <param name="network">The view, or null.</param>
    /// <returns>Whether the assembly was built with a view.</returns>
    /// <exception cref="InvalidDataException">The view is of another version than the core can read, or damaged.</exception>
    public static bool TryLoad([NotNullWhen(true)] out TorNetwork? network)
    {
        network = s_view.Value;
        return network is not null;
    }
}
