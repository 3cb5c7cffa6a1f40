namespace TorIntel.Controls;

/// <summary>A CSV enrichment table for Vector, which compares whole fields: an address has to be spelled as it is here, IPv6 as in RFC 5952.</summary>
internal sealed class VectorTarget() : AddressCsvTarget("vector", "CSV enrichment table for Vector", "ip", new ControlTargetTraits
{
    FileName = "tor-vector.csv",
    Comment = null,
    Prefixes = false,
    Endpoints = true,
    CheckedBy = "grammar test, from Vector's documentation of enrichment tables, and RFC 4180",
})
{
}
