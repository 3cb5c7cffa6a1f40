namespace TorIntel;

/// <summary>What was made of a finding for one schema, kept with the finding: addresses come again.</summary>
internal sealed class DescribedFinding
{
    private readonly object _schema;
    private readonly KeyValuePair<string, object?>[] _properties;
    private readonly DescribedFinding? _next;

    private DescribedFinding(object schema, KeyValuePair<string, object?>[] properties, DescribedFinding? next)
    {
        _schema = schema;
        _properties = properties;
        _next = next;
    }

    /// <summary>Gives the properties that do not depend on the time of the event.</summary>
    public static KeyValuePair<string, object?>[] Of(TorFinding finding, TorAttributes schema) => Find(finding, schema) ?? Add(finding, schema, schema.Describe(finding));

    /// <summary>Gives the properties that <paramref name="make"/> makes.</summary>
    public static KeyValuePair<string, object?>[] Of(TorFinding finding, object schema, Func<TorFinding, KeyValuePair<string, object?>[]> make) =>
        Find(finding, schema) ?? Add(finding, schema, make(finding));

    private static KeyValuePair<string, object?>[]? Find(TorFinding finding, object schema)
    {
        for (var described = finding.Tag as DescribedFinding; described is not null; described = described._next)
        {
            if (described._schema == schema)
            {
                return described._properties;
            }
        }

        return null;
    }

    // Of two threads one may be lost, and is made again.
    private static KeyValuePair<string, object?>[] Add(TorFinding finding, object schema, KeyValuePair<string, object?>[] properties)
    {
        finding.Tag = new DescribedFinding(schema, properties, finding.Tag as DescribedFinding);
        return properties;
    }
}
