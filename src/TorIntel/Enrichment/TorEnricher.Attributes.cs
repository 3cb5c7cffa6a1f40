using System.Net;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <content>Events that are lists of names and values.</content>
public sealed partial class TorEnricher
{
    private readonly AttributeLayouts _layouts;

    /// <summary>Judges an event that is a list of names and values, such as the state of <c>ILogger</c> or the attributes of OpenTelemetry. Allocates nothing for an event without evidence.</summary>
    /// <param name="network">The view.</param>
    /// <param name="attributes">Names and values.</param>
    /// <param name="time">When it happened; null if unknown.</param>
    /// <returns>What to tag the event with; null if there is no evidence of Tor, or less than asked for.</returns>
    public TorFinding? Find(TorNetwork network, IReadOnlyList<KeyValuePair<string, object?>> attributes, DateTimeOffset? time)
    {
        if (!MayConcern(network, attributes))
        {
            return null;
        }

        List<TorProperty> properties = [];
        Collect(attributes, properties);
        return Find(network, CollectionsMarshal.AsSpan(properties), time);
    }

    /// <summary>Tells whether a list of names and values may be, or be part of, evidence of Tor. Allocates nothing.</summary>
    /// <remarks>Of a list with a message template (<c>{OriginalFormat}</c>) only the values that matter are read, for reading may box.</remarks>
    /// <param name="network">The view.</param>
    /// <param name="attributes">Names and values.</param>
    public bool MayConcern(TorNetwork network, IReadOnlyList<KeyValuePair<string, object?>> attributes)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(attributes);
        if (OtherAddresses == TorField.None && _layouts.Find(attributes) is { } places)
        {
            var isAsExpected = true;
            foreach (var place in places)
            {
                var (name, value) = attributes[place.Index];
                isAsExpected &= string.Equals(name, place.Name, StringComparison.Ordinal);
                if (MayConcern(network, place.Field, value))
                {
                    return true;
                }
            }

            if (isAsExpected)
            {
                return false;
            }
        }

        for (var i = 0; i < attributes.Count; i++)
        {
            var (name, value) = attributes[i];
            if (FieldOf(name, value) is not TorField.None and var field && MayConcern(network, field, value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gathers the properties of a list that matter.</summary>
    /// <param name="attributes">Names and values.</param>
    /// <param name="properties">Where to add them.</param>
    public void Collect(IReadOnlyList<KeyValuePair<string, object?>> attributes, ICollection<TorProperty> properties)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(properties);
        for (var i = 0; i < attributes.Count; i++)
        {
            var (name, value) = attributes[i];
            if (FieldOf(name, value) is not TorField.None and var field)
            {
                properties.Add(new TorProperty(name, field, value));
            }
        }
    }

    /// <summary>Tells what a property holds: by its name, else by its value, if addresses in other properties are looked at.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public TorField FieldOf(string name, object? value) => name is null ? TorField.None
        : _table.Find(name) is not TorField.None and var field ? field
        : OtherAddresses != TorField.None && value is IPAddress or IPEndPoint ? OtherAddresses
        : TorField.None;
}
