using System.Text.Json;

namespace TorIntel.Feeds;

/// <summary>Recognises documents that have a form of their own by how they begin.</summary>
internal static class ListForm
{
    private static readonly (string Name, TorListKind Kind)[] s_members =
    [
        ("version", TorListKind.OnionooDetails), ("build_revision", TorListKind.OnionooDetails), ("relays_published", TorListKind.OnionooDetails), ("relays", TorListKind.OnionooDetails),
        ("bridges_published", TorListKind.OnionooDetails),
        ("Event", TorListKind.Misp), ("response", TorListKind.Misp), ("Attribute", TorListKind.Misp),
        ("objects", TorListKind.Stix), ("spec_version", TorListKind.Stix),
    ];

    /// <summary>Gives the form, or <see cref="TorListKind.Unknown"/> for lists of addresses, CSV and everything else.</summary>
    /// <param name="head">The beginning, without a byte order mark and blanks.</param>
    public static TorListKind KindOf(ReadOnlySpan<byte> head)
    {
        if (head is [(byte)'{' or (byte)'[', ..])
        {
            return KindOfJson(head);
        }

        var line = BehindAnnotations(head);
        return head.StartsWith("network-status-version"u8) || head.StartsWith("@type network-status-"u8) ? TorListKind.Consensus // Or a vote: its reader tells.
            : head.StartsWith("@type tordnsel "u8) || line.StartsWith("ExitNode "u8) ? TorListKind.ExitAddresses
            : head.StartsWith("@type server-descriptor "u8) || line.StartsWith("router "u8) ? TorListKind.ServerDescriptors
            : TorNodesReader.IsPage(head) ? TorListKind.TorNodes
            : TorListKind.Unknown;
    }

    // Tor's own cache puts lines like @downloaded-at and @source in front of each descriptor.
    private static ReadOnlySpan<byte> BehindAnnotations(ReadOnlySpan<byte> head)
    {
        while (head is [(byte)'@', ..] && !head.StartsWith("@type "u8))
        {
            var end = head.IndexOf((byte)'\n');
            head = end < 0 ? default : head[(end + 1)..];
        }

        return head;
    }

    // The first member that only one of them has decides.
    private static TorListKind KindOfJson(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
        var deepest = head[0] == '[' ? 2 : 1; // MISP's feeds may be an array of events.
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > deepest)
                {
                    continue;
                }

                var kind = KindOfMember(ref reader);
                if (kind != TorListKind.Unknown)
                {
                    return kind;
                }
            }
        }
        catch (JsonException)
        {
            // What stood before the fault decided nothing.
        }

        return TorListKind.Unknown;
    }

    private static TorListKind KindOfMember(ref Utf8JsonReader reader)
    {
        foreach (var (name, kind) in s_members)
        {
            if (reader.ValueTextEquals(name))
            {
                return kind;
            }
        }

        return TorListKind.Unknown;
    }
}
