using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TorIntel;

/// <summary>Binds the options from the configuration of the host, if it has one.</summary>
internal sealed class TorIntelConfiguration(IConfiguration? configuration) : IConfigureOptions<TorIntelOptions>
{
    // The sections of other packages lie in the same one, so what is unknown can only be told here.
    private static readonly string[] s_known =
    [
        nameof(TorIntelOptions.InternalNetworks), nameof(TorIntelOptions.IgnoredNetworks), nameof(TorIntelOptions.IgnoredHosts), nameof(TorIntelOptions.IgnoredRelays),
        nameof(TorIntelOptions.OwnRelays), nameof(TorIntelOptions.Enrichment), "Feeds", "AspNetCore",
    ];

    public void Configure(TorIntelOptions options)
    {
        if (configuration?.GetSection(TorIntelOptions.SectionName) is not { } section)
        {
            return;
        }

        foreach (var child in section.GetChildren())
        {
            if (!s_known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new OptionsValidationException(Options.DefaultName, typeof(TorIntelOptions), [$"TorIntel: the configuration has '{child.Path}', which is no option; there are {string.Join(", ", s_known)}."]);
            }
        }

        section.GetSection(nameof(TorIntelOptions.Enrichment)).Bind(new TorEnrichmentOptions(), binder => binder.ErrorOnUnknownConfiguration = true);
        section.Bind(options);
    }
}
