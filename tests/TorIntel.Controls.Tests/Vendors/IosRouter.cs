using System.Globalization;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>As much of an IOS router as reads what is written for it, from the command reference: the first entry that matches decides, what none matches is denied.</summary>
internal sealed class IosRouter
{
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.Ordinal);

    public IEnumerable<string> Lists => _lists.Keys.Order(StringComparer.Ordinal);

    /// <summary>Lists at interfaces. One that is changed there denies all but what it has so far.</summary>
    public HashSet<string> Applied { get; } = new(StringComparer.Ordinal);

    public void Load(string text)
    {
        string? list = null;
        foreach (var line in text.TrimEnd('\n').Split('\n').Where(line => line is not ['!', ..]))
        {
            switch (line.Split(' '))
            {
                case ["", "remark", ..]:
                    Assert.InRange(line.Length, 1, 100);
                    Assert.NotNull(list);
                    break;
                case ["", .. var entry]:
                    Assert.NotNull(list);
                    Add(list, string.Join(' ', entry));
                    break;
                case ["ip", "access-list", "extended", _]:
                case ["ipv6", "access-list", _]:
                    Assert.Null(list);
                    list = line;
                    _lists.TryAdd(list, []);
                    break;
                case ["exit"]:
                    Assert.NotNull(list);
                    list = null;
                    break;
                case ["no", .. var name]:
                    Assert.DoesNotContain(string.Join(' ', name), Applied);
                    Assert.True(_lists.Remove(string.Join(' ', name)), line);
                    break;
                default:
                    throw new FormatException(line);
            }
        }

        Assert.Null(list);
    }

    /// <summary>Whether the list that is applied drops a packet.</summary>
    /// <param name="direction">What the name of the list has.</param>
    /// <param name="packet">The packet.</param>
    public bool Drops(string direction, Packet packet)
    {
        var command = packet.From.IsIPv4 ? "ip access-list extended " : "ipv6 access-list ";
        var list = Assert.Single(Applied, name => name.StartsWith(command, StringComparison.Ordinal) && name.Contains($"-{direction}-", StringComparison.Ordinal));
        foreach (var entry in _lists[list])
        {
            var words = new Queue<string>(entry.Split(' '));
            var isDenied = words.Dequeue() switch { "deny" => true, "permit" => false, var word => throw new FormatException(word) };
            Assert.Contains(words.Dequeue(), new[] { packet.From.IsIPv4 ? "ip" : "ipv6", "tcp" });
            var matches = Matches(words, packet.From);
            matches &= Matches(words, packet.To);
            if (words.TryDequeue(out var option))
            {
                Assert.Equal("eq", option);
                matches &= packet.Port == ushort.Parse(words.Dequeue(), CultureInfo.InvariantCulture);
            }

            Assert.Empty(words);
            if (matches)
            {
                return isDenied;
            }
        }

        return true;
    }

    private void Add(string list, string entry)
    {
        if (!_lists[list].Contains(entry, StringComparer.Ordinal)) // else nothing changes
        {
            Assert.DoesNotContain(list, Applied);
            _lists[list].Add(entry);
        }
    }

    private static bool Matches(Queue<string> words, IPAddressValue address)
    {
        var word = words.Dequeue();
        if (word == "any")
        {
            return true;
        }

        if (word == "host")
        {
            return IPAddressValue.Parse(words.Dequeue()) == address;
        }

        if (!address.IsIPv4)
        {
            return IPPrefix.Parse(word).Contains(address);
        }

        var wildcard = IPAddressValue.Parse(words.Dequeue()).ToIPv4(); // a bit of one does not matter
        return ((IPAddressValue.Parse(word).ToIPv4() ^ address.ToIPv4()) & ~wildcard) == 0;
    }
}
