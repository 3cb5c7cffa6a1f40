namespace TorIntel.Benchmarks;

/// <summary>The combined access log of nginx; a server's own log, so the public address is the client's.</summary>
internal sealed class AccessLines(LogText text, LogAddressMix addresses, Random random) : ILogLines
{
    private static readonly int[] s_statuses = [200, 200, 200, 200, 200, 200, 304, 301, 404, 500];
    private static readonly string[] s_methods = ["GET", "GET", "GET", "GET", "GET", "POST", "HEAD"];

    public void Begin(DateTime time)
    {
    }

    public void Add(DateTime time)
    {
        text.Part($"{addresses.Next()} - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"{random.Pick(s_methods)} {random.Pick(LogWords.Paths)} HTTP/1.1\" ");
        text.Part($"{s_statuses[random.Next(s_statuses.Length)]} {random.Next(99_999)} \"");
        if (random.Next(3) == 0)
        {
            text.Part($"-");
        }
        else
        {
            text.Part($"https://{random.Pick(LogWords.Hosts)}/");
        }

        text.Line($"\" \"{random.Pick(LogWords.UserAgents)}\"");
    }
}
