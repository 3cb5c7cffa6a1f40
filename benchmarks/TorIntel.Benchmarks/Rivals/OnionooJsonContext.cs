using System.Text.Json.Serialization;

namespace TorIntel.Benchmarks;

/// <summary>The source-generated serializer of <see cref="OnionooDocument"/>.</summary>
[JsonSerializable(typeof(OnionooDocument))]
internal sealed partial class OnionooJsonContext : JsonSerializerContext;
