using System.Text.Json;

namespace TorIntel;

/// <summary>Reads addresses from the indicators of a STIX 2.0 or 2.1 bundle, or of a TAXII envelope.</summary>
/// <remarks>
/// <para>
/// A pattern can be used if it says nothing but "this address or that one": comparisons of <c>ipv4-addr:value</c> and <c>ipv6-addr:value</c> by <c>=</c>, <c>IN</c> or <c>ISSUBSET</c>,
/// joined by OR, in one observation or in several that are joined by OR. Any other indicator is reported with the line of its pattern: an address that counts only together
/// with something else is not taken. Objects other than indicators are passed over in silence.
/// </para>
/// <para>
/// Indicators that are revoked, or not valid at the given time (from <c>valid_from</c>, before <c>valid_until</c>), are passed over and counted. STIX has no words for the roles of
/// relays, so the entries have none. The time of the list is that of the indicator which was modified last. Pure and safe to call from several threads.
/// </para>
/// </remarks>
public static class StixReader
{
    /// <summary>Reads a bundle to its end.</summary>
    /// <param name="utf8">The bundle. It is read, not closed.</param>
    /// <param name="at">The time at which indicators have to be valid; null to take all that are not revoked.</param>
    /// <returns>What was read; also for a refused bundle (cut, damaged, or none), with the reason.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static AddressRecordList Read(Stream utf8, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        var json = new JsonInput(utf8);
        var list = new AddressRecordList();
        var hasObjects = false;
        if (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isObjects = json.Value.SequenceEqual("objects"u8);
                if (isObjects && json.Read() && json.TokenType == JsonTokenType.StartArray)
                {
                    hasObjects = true;
                    ReadObjects(json, list, at);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        while (json.Read())
        {
            // Whatever else there is must be JSON.
        }

        if (json.Problem is { } problem)
        {
            list.Refuse(problem);
        }
        else if (!hasObjects)
        {
            list.Refuse("it is no STIX bundle: no objects in it");
        }

        list.RefuseIfEmpty("indicator of addresses");
        return list;
    }

    private static void ReadObjects(JsonInput json, AddressRecordList list, DateTimeOffset? at)
    {
        var indicator = new StixIndicator();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            indicator.Read(json);
            if (json.Problem is null)
            {
                indicator.AddTo(list, at);
            }
        }
    }
}
