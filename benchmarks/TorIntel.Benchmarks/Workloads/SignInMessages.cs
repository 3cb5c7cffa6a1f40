using Microsoft.Extensions.Logging;

namespace TorIntel.Benchmarks;

/// <summary>What loggers are measured with.</summary>
internal static partial class SignInMessages
{
    public const string Template = "sign-in of {User} from {ClientIp} failed after {Attempts} attempts";

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = Template)]
    public static partial void SignInFailed(this ILogger logger, string user, string clientIp, int attempts);
}
