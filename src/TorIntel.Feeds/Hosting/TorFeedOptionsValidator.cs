using Microsoft.Extensions.Options;

namespace TorIntel.Feeds;

/// <summary>Refuses wrong options when the host starts.</summary>
internal sealed class TorFeedOptionsValidator : IValidateOptions<TorFeedOptions>
{
    public ValidateOptionsResult Validate(string? name, TorFeedOptions options) =>
        options.Validate() is { } problem ? ValidateOptionsResult.Fail($"TorIntel feeds: {problem}.") : ValidateOptionsResult.Success;
}
