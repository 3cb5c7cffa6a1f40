namespace TorIntel.Testing;

/// <summary>Damages text the way that faults and attackers do; repeatable for a seed.</summary>
public sealed class Mutator(int seed, params byte[][] tokens)
{
    private readonly Random _random = new(seed);

    /// <summary>Gives a copy with a few changes; it may be longer, shorter or empty.</summary>
    public byte[] Mutate(ReadOnlySpan<byte> text)
    {
        List<byte> bytes = [.. text];
        for (var changes = _random.Next(1, 6); changes > 0; changes--)
        {
            Change(bytes);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = _random.Next(Math.Min(bytes.Count - at, 40) + 1);
        switch (_random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4 when bytes.Count != 0 && _random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at); // The end is lost.
                break;
            case 5:
                bytes.Insert(at, (byte)_random.Next(256));
                break;
            default:
                bytes.InsertRange(at, tokens.Length == 0 ? [0] : tokens[_random.Next(tokens.Length)]);
                break;
        }
    }
}
