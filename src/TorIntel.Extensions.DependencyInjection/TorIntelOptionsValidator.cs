using Microsoft.Extensions.Options;

namespace TorIntel;

/// <summary>Refuses wrong options when the host starts.</summary>
internal sealed class TorIntelOptionsValidator : IValidateOptions<TorIntelOptions>
{
    public ValidateOptionsResult Validate(string? name, TorIntelOptions options) =>
        options.Validate() is { } problem ? ValidateOptionsResult.Fail($"TorIntel: {problem}.") : ValidateOptionsResult.Success;
}
