using System.Text.Json.Serialization;

namespace TorIntel.Benchmarks;

/// <summary>A details document of Onionoo as classes with the fields that <see cref="OnionooReader"/> reads, the way that most would write them down.</summary>
internal sealed class OnionooDocument
{
    [JsonPropertyName("version")]
    public string? Version { get; set; }

    [JsonPropertyName("relays_published")]
    public string? RelaysPublished { get; set; }

    [JsonPropertyName("relays")]
    public List<OnionooDocumentRelay> Relays { get; set; } = [];
}
