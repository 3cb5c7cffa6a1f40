using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Roles as the inside of a JSON array, made once for each combination.</summary>
internal static class RoleList
{
    private static readonly byte[][] s_lists =
        [.. Enumerable.Range(0, 32).Select(roles => Encoding.ASCII.GetBytes(string.Join(',', EvidenceNames.NamesOf((RelayRoles)roles).Select(name => $"\"{name}\""))))];

    private static readonly string[][] s_names = [.. Enumerable.Range(0, 32).Select(roles => EvidenceNames.NamesOf((RelayRoles)roles).ToArray())];

    /// <summary>Gives the roles as the inside of a JSON array.</summary>
    public static ReadOnlySpan<byte> Of(RelayRoles roles) => s_lists[(int)roles & 31];

    /// <summary>Gives the names of roles.</summary>
    public static string[] NamesOf(RelayRoles roles) => s_names[(int)roles & 31];
}
