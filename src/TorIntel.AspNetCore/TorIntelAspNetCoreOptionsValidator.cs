using Microsoft.Extensions.Options;

namespace TorIntel;

/// <summary>Refuses wrong options when the application starts.</summary>
internal sealed class TorIntelAspNetCoreOptionsValidator : IValidateOptions<TorIntelAspNetCoreOptions>
{
    public ValidateOptionsResult Validate(string? name, TorIntelAspNetCoreOptions options) =>
        options.Validate() is { } problem ? ValidateOptionsResult.Fail($"TorIntel: {problem}.") : ValidateOptionsResult.Success;
}
