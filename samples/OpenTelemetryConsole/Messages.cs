using Microsoft.Extensions.Logging;

namespace OpenTelemetryConsole;

internal static partial class Messages
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "sign-in of {User} from {ClientIp} failed")]
    public static partial void SignInFailed(this ILogger logger, string user, string clientIp);
}
