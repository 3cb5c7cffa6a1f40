namespace TorIntel.Pipelines;

/// <summary>The rules for the name of the tag.</summary>
internal static class TagNames
{
    public const string Default = "tor";

    public static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TagName.IsValid(name) ? name : throw new ArgumentException($"'{name}' cannot be the name of the tag: {TagName.Rule}", nameof(name));
    }

    /// <summary>Says why a record is not tagged that has a field of our own already.</summary>
    public static string AlreadyThere(string field) => $"it has a field '{field}' already";
}
