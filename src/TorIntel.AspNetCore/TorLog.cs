using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TorIntel;

/// <summary>What is logged.</summary>
internal static partial class TorLog
{
    public const string Category = "TorIntel.AspNetCore";

    private const int MaxMethodLength = 32;

    public static void Refused(ILogger logger, HttpContext context, TorFinding finding, TorAction action)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        // The path as it was sent: decoded, it may have line breaks. So may the method, where it is taken from a field of a form.
        var method = context.Request.Method is { Length: > MaxMethodLength } tooLong ? tooLong[..MaxMethodLength] : context.Request.Method;
        var (path, address) = (context.Request.Path.ToUriComponent(), context.Connection.RemoteIpAddress);
        method = Uri.EscapeDataString(method);
        var confidence = EvidenceNames.NameOf(finding.Verdict.Confidence);
        var evidence = string.Join(", ", finding.Evidence.Select(piece => EvidenceNames.NameOf(piece.Kind)));
        if (action == TorAction.Block)
        {
            RequestBlocked(logger, method, path, address, confidence, evidence);
        }
        else
        {
            RequestChallenged(logger, method, path, address, confidence, evidence);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Refused {Method} {Path} from {ClientAddress}: {TorConfidence} confidence of Tor ({TorEvidence})", SkipEnabledCheck = true)]
    private static partial void RequestBlocked(ILogger logger, string method, string path, IPAddress? clientAddress, string torConfidence, string torEvidence);

    [LoggerMessage(2, LogLevel.Information, "Challenged {Method} {Path} from {ClientAddress}: {TorConfidence} confidence of Tor ({TorEvidence})", SkipEnabledCheck = true)]
    private static partial void RequestChallenged(ILogger logger, string method, string path, IPAddress? clientAddress, string torConfidence, string torEvidence);
}
