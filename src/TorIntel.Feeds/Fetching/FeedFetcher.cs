using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace TorIntel.Feeds;

/// <summary>Fetches over HTTP, and reads files, within limits on size and time.</summary>
/// <param name="client">The client; its handlers retry, see <see cref="FeedHttp"/>.</param>
/// <param name="maxBytes">The most bytes of a document, before and after decompression.</param>
/// <param name="timeout">The longest time for a whole fetch, body included: a server that drips must end too.</param>
/// <param name="clock">The clock that the timeout goes by, and dates of Retry-After.</param>
internal sealed class FeedFetcher(HttpClient client, long maxBytes, TimeSpan timeout, TimeProvider clock) : IFeedFetcher
{
    public async Task<FetchResult> FetchAsync(string location, FetchValidators known, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return TorFeedSource.IsWeb(location)
                ? await FetchWebAsync(new Uri(location), known, either.Token).ConfigureAwait(false)
                : await FetchFileAsync(location, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or UnauthorizedAccessException or UriFormatException or ArgumentException
            or NotSupportedException or OperationCanceledException or Polly.ExecutionRejectedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return deadline.IsCancellationRequested
                ? FetchResult.Failed(string.Create(CultureInfo.InvariantCulture, $"it did not end within {timeout.TotalSeconds:0} seconds"))
                : FetchResult.Failed(Describe(e)) with { IsAnswered = IsAnswered(e) };
        }
    }

    // Whoever could not be reached was not troubled.
    private static bool IsAnswered(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => true,
        HttpRequestException { StatusCode: null } => false,
        OperationCanceledException => false, // The connection took too long.
        _ => true,
    };

    private async Task<FetchResult> FetchFileAsync(string location, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(TorFeedSource.PathOf(location));
        await using (file.ConfigureAwait(false))
        {
            return new FetchResult(FetchStatus.Fetched) { Content = await ReadAsync(file, cancellationToken).ConfigureAwait(false) };
        }
    }

    private async Task<FetchResult> FetchWebAsync(Uri address, FetchValidators known, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        if (known.EntityTag is not null && EntityTagHeaderValue.TryParse(known.EntityTag, out var tag))
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        request.Headers.IfModifiedSince = known.LastModified;
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return known == FetchValidators.None ? FetchResult.Failed("304 Not Modified, though nothing was at hand") : new FetchResult(FetchStatus.NotModified);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            var isRedirect = (int)response.StatusCode is >= 300 and < 400;
            return FetchResult.Failed(
                string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode} {response.ReasonPhrase}{(isRedirect ? ": redirected too often, or to where it may not lead" : "")}"),
                RetryAfterOf(response));
        }

        if (response.Content.Headers.ContentLength > maxBytes)
        {
            return FetchResult.Failed(TooLong);
        }

        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var content = await ReadAsync(body, cancellationToken).ConfigureAwait(false);
            var coding = string.Join(", ", response.Content.Headers.ContentEncoding);
            if (!ContentCoding.TryDecode(coding, content, maxBytes, out var plain))
            {
                return FetchResult.Failed($"a content coding that was not asked for: {coding}");
            }

            return new FetchResult(FetchStatus.Fetched)
            {
                Content = plain,
                Validators = new FetchValidators(response.Headers.ETag?.ToString(), response.Content.Headers.LastModified),
            };
        }
    }

    private string TooLong => string.Create(CultureInfo.InvariantCulture, $"it is longer than {maxBytes >> 20} MiB");

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date is { } date ? date - clock.GetUtcNow() : null);

    private async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>(64 * 1024);
        while (await stream.ReadAsync(bytes.GetMemory(64 * 1024), cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            bytes.Advance(read);
            if (bytes.WrittenCount > maxBytes)
            {
                throw new InvalidDataException(TooLong);
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    // The inner message says what happened, the outer one often only that something did.
    private static string Describe(Exception e)
    {
        var cause = e is HttpRequestException && e.InnerException is { } inner ? inner : e;
        return e switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"no secure connection: {cause.Message}",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name cannot be resolved",
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => "the answer is cut",
            OperationCanceledException => "no connection came about in time",
            _ => cause.Message,
        };
    }
}
