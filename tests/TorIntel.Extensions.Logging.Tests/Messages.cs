using Microsoft.Extensions.Logging;

namespace TorIntel.Tests;

/// <summary>Methods as the generator of Microsoft.Extensions.Logging makes them.</summary>
internal static partial class Messages
{
    [LoggerMessage(EventId = 7, EventName = "SignIn", Level = LogLevel.Warning, Message = "sign-in of {User} from {ClientIp} failed after {Attempts} attempts")]
    public static partial void SignInFailed(this ILogger logger, string user, string clientIp, int attempts, Exception? exception);
}
