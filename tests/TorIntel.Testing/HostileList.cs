using System.Collections;

namespace TorIntel.Testing;

/// <summary>A list with an exit in it that does not want to be read.</summary>
public sealed class HostileList(Hostility hostility) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private int _readings;

    public int Count => hostility switch
    {
        Hostility.CountThrows => throw new InvalidOperationException("count"),
        Hostility.CountIsNegative => -1,
        Hostility.CountIsHuge => int.MaxValue,
        _ => 1,
    };

    public KeyValuePair<string, object?> this[int index] => hostility switch
    {
        Hostility.IndexerThrows => throw new InvalidOperationException("indexer"),
        Hostility.SecondReadingThrows when ++_readings > 2 => throw new InvalidOperationException("again"),
        Hostility.NullName => new(null!, AdapterViews.Exit),
        _ => index is >= 0 and < 1_000 ? new("ClientIp", AdapterViews.Exit) : throw new InvalidOperationException("index"),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
