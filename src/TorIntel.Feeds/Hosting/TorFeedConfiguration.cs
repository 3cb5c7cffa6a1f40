using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TorIntel.Feeds;

/// <summary>Reads the options from the configuration of the host, if it has one. What it has and is no option is an error: a list that is silently not fetched would be one.</summary>
internal sealed class TorFeedConfiguration(IConfiguration? configuration) : IConfigureOptions<TorFeedOptions>
{
    private const string SectionName = TorIntelOptions.SectionName + ":Feeds";

    public void Configure(TorFeedOptions options)
    {
        var settings = new TorFeedSettings();
        configuration?.GetSection(SectionName).Bind(settings, binder => binder.ErrorOnUnknownConfiguration = true);
        settings.ApplyTo(options);
    }
}
