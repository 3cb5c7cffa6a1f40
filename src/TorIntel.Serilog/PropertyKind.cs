namespace TorIntel;

/// <summary>What a property holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Field">What it holds, if it is plain.</param>
/// <param name="Paths">The paths that begin there, if it is an object.</param>
internal readonly record struct PropertyKind(string Name, TorField Field, PropertyPath[]? Paths)
{
    public bool IsOfInterest => Field != TorField.None || Paths is not null;
}
