namespace TorIntel.Benchmarks;

/// <summary>What the events of a logger hold.</summary>
public enum LogEventKind
{
    /// <summary>A user and the address of a client, as text.</summary>
    Text,

    /// <summary>A user and the address of a client, as <see cref="System.Net.IPAddress"/>.</summary>
    IPAddress,

    /// <summary>The addresses of client and server, the port of the server, and a host name.</summary>
    Four,
}
