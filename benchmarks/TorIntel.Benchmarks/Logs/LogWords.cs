namespace TorIntel.Benchmarks;

/// <summary>Texts that logs are full of. None of them is evidence of Tor.</summary>
internal static class LogWords
{
    private static readonly string[] s_syllables = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu"];

    public static string[] UserAgents { get; } =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (compatible; ExampleBot/2.1; +http://www.example.com/bot.html)",
        "Microsoft-Delivery-Optimization/10.0",
        "python-requests/2.32.3",
        "Go-http-client/1.1",
        "okhttp/4.12.0",
        "curl/7.88.1",
        "curl/8.5.0",
        "Wget/1.21.3",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.71 Mobile Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
    ];

    public static string[] Hosts { get; } = Make(2_048, random => random.Next(4) switch
    {
        0 => $"www.{Word(random)}.com",
        1 => $"{Word(random)}.{Word(random)}.net",
        2 => $"{Word(random)}-{random.Next(100)}.cdn.{Word(random)}.com",
        _ => $"api.{Word(random)}.org",
    });

    public static string[] Paths { get; } = Make(2_048, random => random.Next(4) switch
    {
        0 => "/",
        1 => $"/{Word(random)}/{Word(random)}.html",
        2 => $"/static/{Word(random)}.{random.Next(1 << 28):x7}.js",
        _ => $"/api/v1/{Word(random)}?id={random.Next(100_000)}",
    });

    public static string Pick(this Random random, string[] texts) => texts[random.Next(texts.Length)];

    /// <summary>Bytes as hexadecimal digits with colons between, as fingerprints are written.</summary>
    public static string Hex(Random random, int count) => string.Join(':', Enumerable.Range(0, count).Select(_ => $"{random.Next(256):x2}"));

    public static string[] Make(int count, Func<Random, string> make)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => make(random))];
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => s_syllables[random.Next(s_syllables.Length)]));
}
