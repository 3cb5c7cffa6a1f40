using System.Text;

namespace TorIntel.Benchmarks;

/// <summary>The canonical text of many addresses in one buffer of UTF-8, as a log file has them.</summary>
internal sealed class PackedText
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;

    public PackedText(IReadOnlyList<IPAddressValue> addresses)
    {
        var texts = addresses.Select(address => Encoding.ASCII.GetBytes(address.ToString())).ToArray();
        _bytes = [.. texts.SelectMany(text => text)];
        _ends = new int[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            _ends[i] = texts[i].Length + (i == 0 ? 0 : _ends[i - 1]);
        }
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Gets where each text ends, which is where the next one begins.</summary>
    public ReadOnlySpan<int> Ends => _ends;
}
