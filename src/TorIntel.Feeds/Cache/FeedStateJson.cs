using System.Text.Json.Serialization;

namespace TorIntel.Feeds;

/// <summary>The state of the cache as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(FeedState))]
internal sealed partial class FeedStateJson : JsonSerializerContext;
