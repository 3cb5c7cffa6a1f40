using System.Text.Json;

namespace TorIntel.Testing;

/// <summary>A consensus, certificates, authorities to trust and a time, with what has to come out: see the README beside the shared data.</summary>
public sealed record ConsensusCase(string Name, string Consensus, string Keys, IReadOnlyList<string> Authorities, DateTimeOffset Now, string Verdict, int Good)
{
    /// <summary>The folder of the documents, below the shared data.</summary>
    public const string Folder = "data/consensus";

    /// <summary>Gets the identities to trust as a text.</summary>
    public string AuthoritiesText => string.Concat(Authorities.Select(authority => authority + "\n"));

    /// <summary>Reads all cases, or skips the test.</summary>
    public static IReadOnlyList<ConsensusCase> ReadAllOrSkip()
    {
        var folder = SharedData.PathOrSkip(Folder);
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(value => Read(value, folder))];
    }

    private static ConsensusCase Read(JsonElement value, string folder) => new(
        value.GetProperty("name").GetString()!,
        Path.Combine(folder, value.GetProperty("consensus").GetString()!),
        Path.Combine(folder, value.GetProperty("keys").GetString()!),
        [.. value.GetProperty("authorities").EnumerateArray().Select(authority => authority.GetString()!)],
        DateTimeOffset.Parse(value.GetProperty("now").GetString() + "Z"),
        value.GetProperty("verdict").GetString()!,
        value.GetProperty("good").GetInt32());
}
