using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TorIntel;

/// <summary>What an ASP.NET Core application does about requests from Tor.</summary>
/// <remarks>
/// Bound from the section <see cref="SectionName"/> of the configuration, if there is one, before code changes it; checked when the application starts. Read once: later changes do nothing.
/// </remarks>
public sealed class TorIntelAspNetCoreOptions
{
    /// <summary>The section of the configuration: <c>TorIntel:AspNetCore</c>. A key in it that is no option is an error.</summary>
    public const string SectionName = TorIntelOptions.SectionName + ":AspNetCore";

    /// <summary>Gets or sets what is done with requests from Tor where the endpoint does not say otherwise. Default: <see cref="TorAction.Tag"/>.</summary>
    public TorAction Action { get; set; }

    /// <summary>
    /// Gets or sets the confidence from which on a request is taken to come from Tor: for the action, for endpoints that refuse Tor, and for authorization. Default:
    /// <see cref="Confidence.High"/>, an exit. What counts is evidence that the request itself comes over Tor: exits and onion addresses, at any confidence no relay that cannot exit. Tags hold all
    /// evidence, and begin at <see cref="TorEnrichmentOptions.MinimumConfidence"/>.
    /// </summary>
    public Confidence MinimumConfidence { get; set; } = Confidence.High;

    /// <summary>
    /// Gets or sets a value indicating whether the Host header is looked at as well: visitors of an onion service name it there. Default: true. Clients choose what they write there, and can
    /// only make themselves look more like Tor by it, never less.
    /// </summary>
    public bool ReadHostHeader { get; set; } = true;

    /// <summary>
    /// Gets or sets the port that clients connect to, from 1 to 65535: an exit whose policy refuses it is worth little as evidence. Default: null, and exit policies are not judged. It is never taken from the
    /// request: the port in the Host header is what the client wrote, and that of the socket is another one behind a proxy.
    /// </summary>
    public int? ServerPort { get; set; }

    /// <summary>Gets or sets a value indicating whether what is logged during a request from Tor has the tag in a logging scope. Default: true.</summary>
    public bool IncludeLogScope { get; set; } = true;

    /// <summary>Gets or sets the status code of a refusal, from 400 to 599. Default: 403.</summary>
    public int BlockedStatusCode { get; set; } = StatusCodes.Status403Forbidden;

    /// <summary>
    /// Gets or sets where a challenge is answered: a path of the application, such as <c>/challenge</c>; null for none. GET and HEAD requests are redirected there, with
    /// <c>?returnUrl=</c> and the path that was asked for (always a path of this application, but check it again before you redirect to it: anybody can write that URL); others are refused. The
    /// path itself, and all below it, is not challenged. Default: null.
    /// </summary>
    public string? ChallengePath { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether users who are signed in are challenged as well. Default: false, as they have proved more than a puzzle can. Authentication has to run before
    /// <c>app.UseTorIntel()</c> to be seen; a <c>WebApplication</c> sees to that.
    /// </summary>
    public bool ChallengeSignedInUsers { get; set; }

    /// <summary>Gets or sets what answers a request that is refused, in place of a ProblemDetails body; the status code and <c>Cache-Control: no-store</c> are set before. Default: null.</summary>
    public RequestDelegate? OnBlocked { get; set; }

    /// <summary>
    /// Gets or sets what challenges a request: true lets it go on, for instance because it has the cookie of a puzzle that was solved. With false, the request is redirected to
    /// <see cref="ChallengePath"/> if there is one and nothing was answered yet; what was not answered at all is refused. Default: null.
    /// </summary>
    public Func<HttpContext, ValueTask<bool>>? OnChallenge { get; set; }

    /// <summary>Says what is wrong with the options; null if nothing is.</summary>
    public string? Validate() =>
        !Enum.IsDefined(Action) ? $"there is no action '{Action}'"
        : MinimumConfidence is Confidence.None || !Enum.IsDefined(MinimumConfidence) ? "the least confidence is not Low, Medium, High or Confirmed"
        : ServerPort is < 1 or > ushort.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{ServerPort} is no port: 1 to 65535")
        : BlockedStatusCode is < 400 or > 599 ? string.Create(CultureInfo.InvariantCulture, $"{BlockedStatusCode} is no status code of a refusal: 400 to 599")
        : ChallengePath is not null && !IsPath(ChallengePath) ? $"'{ChallengePath}' is no path to be challenged at, such as /challenge: no query, no '//', no slash at the end"
        : Action == TorAction.Challenge && ChallengePath is null && OnChallenge is null ? $"a challenge needs {nameof(ChallengePath)} or {nameof(OnChallenge)}"
        : null;

    private static bool IsPath(string path) =>
        path is ['/', not '/', ..] && path[^1] != '/' && !path.AsSpan().ContainsAny("?#\\%") && !path.Contains("//", StringComparison.Ordinal) && !path.AsSpan().ContainsAnyInRange('\0', ' ');
}
