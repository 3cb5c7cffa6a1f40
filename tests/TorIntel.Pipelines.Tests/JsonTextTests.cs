using System.Text;
using System.Text.Json;
using TorIntel.Testing;

namespace TorIntel.Pipelines.Tests;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [InlineData("\\u0041\\u00e4\\u20AC\\uD83D\\uDE00", "Aä€😀")]
    [InlineData("\\uD83D", "\uFFFD")] // half a pair
    [InlineData("\\uD83Dx", "\uFFFDx")]
    [InlineData("\\uD83D\\u0041", "\uFFFDA")]
    [InlineData("\\uDE00\\uD83D", "\uFFFD\uFFFD")]
    [InlineData("\\u0000", "\0")]
    [InlineData("\\", "")] // cannot be resolved
    [InlineData("a\\x", "")]
    [InlineData("\\u12", "")]
    [InlineData("\\u12G4", "")]
    [InlineData("\\u+123", "")]
    [InlineData("\\u 123", "")]
    public void Unescape_resolves_escapes(string inside, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(JsonText.Unescape(Encoding.UTF8.GetBytes(inside), new byte[100])));

    [Fact]
    public void Unescape_agrees_with_the_platform()
    {
        var forge = new JsonForge(9);
        for (var i = 0; i < 5_000; i++)
        {
            using var document = JsonDocument.Parse(forge.Object());
            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
            {
                var raw = Encoding.UTF8.GetBytes(member.Value.GetRawText())[1..^1];
                if (!member.Value.GetRawText().Contains("\\ud800", StringComparison.Ordinal)) // which the platform refuses
                {
                    Assert.Equal(member.Value.GetString(), Encoding.UTF8.GetString(JsonText.Unescape(raw, new byte[1000])));
                }
            }
        }
    }

    [Fact]
    public void Unescape_keeps_the_beginning_of_what_is_too_long()
    {
        var inside = Encoding.ASCII.GetBytes("http:\\/\\/x.onion\\/" + new string('x', 5_000));

        Assert.StartsWith("http://x.onion/xxxx", Encoding.ASCII.GetString(JsonText.Unescape(inside, new byte[64])));
    }

    [Fact]
    public void Unescape_takes_any_bytes()
    {
        var mutator = new Mutator(11, [.. "\\u"u8], [.. "\\"u8], [.. "\\uD83D"u8], [.. "\\uDE00"u8], [0xFF]);
        var inside = "a\\u00e4\\uD83D\\uDE00\\\"b\\/"u8.ToArray();
        for (var i = 0; i < 50_000; i++)
        {
            Assert.True(JsonText.Unescape(mutator.Mutate(inside), new byte[i % 64]).Length <= 300);
        }
    }
}
