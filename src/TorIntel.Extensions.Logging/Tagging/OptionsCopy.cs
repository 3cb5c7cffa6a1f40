namespace TorIntel;

/// <summary>Copies options, so that what is changed for one adapter is not changed for all.</summary>
internal static class OptionsCopy
{
    public static void Copy(TorEnrichmentOptions from, TorEnrichmentOptions to)
    {
        foreach (var (name, field) in from.Fields)
        {
            to.Fields[name] = field;
        }

        to.OtherAddresses = from.OtherAddresses;
        to.MinimumConfidence = from.MinimumConfidence;
        to.Schema = from.Schema;
        to.Name = from.Name;
        to.StaleAfter = from.StaleAfter;
    }
}
