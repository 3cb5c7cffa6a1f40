namespace TorIntel;

/// <summary>Where adapters find what matters in an event, and what they add to it.</summary>
/// <remarks>Can be bound from configuration. Read once, when an adapter is made; later changes do nothing.</remarks>
public sealed class TorEnrichmentOptions
{
    /// <summary>
    /// Gets the properties to look at, by name; names are compared as they stand. Default: empty, which means <see cref="ConventionalFields"/>. Adapters that say so
    /// also take paths into objects, with dots.
    /// </summary>
    public IDictionary<string, TorField> Fields { get; init; } = new Dictionary<string, TorField>(StringComparer.Ordinal);

    /// <summary>
    /// Gets or sets what an <see cref="System.Net.IPAddress"/> or <see cref="System.Net.IPEndPoint"/> in any other property is, such as <see cref="TorField.Client"/>. Default:
    /// <see cref="TorField.None"/>, they are not looked at.
    /// </summary>
    public TorField OtherAddresses { get; set; }

    /// <summary>Gets or sets the confidence from which on an event is tagged. Default: <see cref="Confidence.Low"/>.</summary>
    public Confidence MinimumConfidence { get; set; } = Confidence.Low;

    /// <summary>Gets or sets how the tag is written; null for what suits the adapter. Default: null.</summary>
    public TorSchema? Schema { get; set; }

    /// <summary>Gets or sets the name of the tag, or what the names of its properties begin with; null for that of the schema. Default: null.</summary>
    /// <value><c>Tor</c> in <see cref="TorSchema.Tor"/>, <c>tor</c> in <see cref="TorSchema.Flat"/> and <see cref="TorSchema.Ecs"/>, <c>torintel</c> in <see cref="TorSchema.OpenTelemetry"/>.</value>
    public string? Name { get; set; }

    /// <summary>Gets or sets the age from which on a view is stale; null: once a list of it is no longer valid, or any is older than 24 hours. Default: null.</summary>
    public TimeSpan? StaleAfter { get; set; }

    /// <summary>Gets the names that properties customarily have: those of OpenTelemetry's semantic conventions, of ECS, and of .NET.</summary>
    public static IReadOnlyDictionary<string, TorField> ConventionalFields => TorIntel.ConventionalFields.All;

    /// <summary>Says what is wrong with the options; null if nothing is.</summary>
    public string? Validate()
    {
        foreach (var (name, field) in Fields)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                return "a field needs the name of a property";
            }

            if (field is TorField.None || !Enum.IsDefined(field))
            {
                return $"'{field}' for the property '{name}' is no field";
            }
        }

        return OtherAddresses is not (TorField.None or TorField.Client or TorField.Server or TorField.Source or TorField.Destination)
                ? $"other addresses cannot be '{OtherAddresses}': Client, Server, Source, Destination or None"
            : MinimumConfidence is Confidence.None || !Enum.IsDefined(MinimumConfidence) ? "the least confidence is not Low, Medium, High or Confirmed"
            : Schema is { } schema && !Enum.IsDefined(schema) ? $"there is no schema {schema}"
            : Name is not null && !TagName.IsValid(Name) ? $"'{Name}' cannot be the name of a tag: {TagName.Rule}"
            : StaleAfter <= TimeSpan.Zero ? "a view cannot be stale before it is made"
            : null;
    }

    /// <summary>Copies all options to others, so that what is changed for one adapter is not changed for all.</summary>
    internal void CopyTo(TorEnrichmentOptions other)
    {
        foreach (var (name, field) in Fields)
        {
            other.Fields[name] = field;
        }

        other.OtherAddresses = OtherAddresses;
        other.MinimumConfidence = MinimumConfidence;
        other.Schema = Schema;
        other.Name = Name;
        other.StaleAfter = StaleAfter;
    }
}
