namespace TorIntel.Benchmarks;

/// <summary>A bastion's sshd as syslog writes it: mostly guessers of passwords.</summary>
internal sealed class SshdLines(LogText text, LogAddressMix addresses, Random random) : ILogLines
{
    private static readonly string[] s_users = ["root", "admin", "test", "oracle", "deploy", "ubuntu", "webmaster", "git"];

    public void Begin(DateTime time)
    {
    }

    public void Add(DateTime time)
    {
        var (user, port) = (random.Pick(s_users), random.Next(1_024, 65_000));
        text.Part($"{time:MMM dd HH:mm:ss} bastion sshd[{random.Next(1_000, 32_000)}]: ");
        switch (random.Next(8))
        {
            case 0:
                text.Line($"Invalid user {user} from {addresses.Next()} port {port}");
                break;
            case 1:
                text.Line($"Failed password for invalid user {user} from {addresses.Next()} port {port} ssh2");
                break;
            case 2:
                text.Line($"pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost={addresses.Next()}  user={user}");
                break;
            case 3:
                text.Line($"Received disconnect from {addresses.Next()}: 11: Bye Bye [preauth]");
                break;
            case 4:
                text.Line($"Connection closed by {addresses.Next()} port {port} [preauth]");
                break;
            case 5:
                text.Line($"Accepted publickey for {user} from {addresses.Next()} port {port} ssh2: ED25519 SHA256:AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg");
                break;
            case 6:
                text.Line($"pam_unix(sshd:session): session closed for user {user}");
                break;
            default:
                text.Line($"Failed password for {user} from {addresses.Next()} port {port} ssh2");
                break;
        }
    }
}
