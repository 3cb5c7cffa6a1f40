using Microsoft.Extensions.Logging;

namespace JsonConsole;

internal static partial class Messages
{
    // <message>
    [LoggerMessage(Level = LogLevel.Warning, Message = "sign-in of {User} from {ClientIp} failed")]
    public static partial void SignInFailed(this ILogger logger, string user, string clientIp);
    // </message>
}
