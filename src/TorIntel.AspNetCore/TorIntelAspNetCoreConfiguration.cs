using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TorIntel;

/// <summary>Binds the options from the configuration of the host, if it has one.</summary>
internal sealed class TorIntelAspNetCoreConfiguration(IConfiguration? configuration) : IConfigureOptions<TorIntelAspNetCoreOptions>
{
    private static readonly string[] s_known =
    [
        nameof(TorIntelAspNetCoreOptions.Action), nameof(TorIntelAspNetCoreOptions.MinimumConfidence), nameof(TorIntelAspNetCoreOptions.ReadHostHeader),
        nameof(TorIntelAspNetCoreOptions.ServerPort), nameof(TorIntelAspNetCoreOptions.IncludeLogScope), nameof(TorIntelAspNetCoreOptions.BlockedStatusCode),
        nameof(TorIntelAspNetCoreOptions.ChallengePath), nameof(TorIntelAspNetCoreOptions.ChallengeSignedInUsers),
    ];

    public void Configure(TorIntelAspNetCoreOptions options)
    {
        if (configuration?.GetSection(TorIntelAspNetCoreOptions.SectionName) is not { } section)
        {
            return;
        }

        foreach (var child in section.GetChildren())
        {
            if (!s_known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new OptionsValidationException(Options.DefaultName, typeof(TorIntelAspNetCoreOptions), [$"TorIntel: the configuration has '{child.Path}', which is no option; there are {string.Join(", ", s_known)}."]);
            }
        }

        section.Bind(options);
    }
}
