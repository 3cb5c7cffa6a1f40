using Microsoft.Extensions.Options;

namespace TorIntel;

/// <summary>The options of this adapter begin with what all adapters share, and are checked.</summary>
internal sealed class LoggingEnrichmentOptions(IOptions<TorIntelOptions> shared) : IConfigureNamedOptions<TorEnrichmentOptions>, IValidateOptions<TorEnrichmentOptions>
{
    public void Configure(TorEnrichmentOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, TorEnrichmentOptions options)
    {
        if (name == LoggerFactoryDecoration.OptionsName)
        {
            shared.Value.Enrichment.CopyTo(options);
        }
    }

    public ValidateOptionsResult Validate(string? name, TorEnrichmentOptions options) =>
        name == LoggerFactoryDecoration.OptionsName && options.Validate() is { } problem ? ValidateOptionsResult.Fail($"TorIntel: {problem}.") : ValidateOptionsResult.Skip;
}
