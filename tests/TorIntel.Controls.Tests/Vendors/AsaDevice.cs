using System.Globalization;
using System.Numerics;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>As much of an ASA as reads what is written for it, from the command reference: loading adds, the first entry that matches decides.</summary>
internal sealed class AsaDevice
{
    private readonly Dictionary<string, List<IPPrefix>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.Ordinal);

    public IEnumerable<string> Groups => _groups.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<string> Entries => _lists.SelectMany(list => list.Value.Select(entry => $"{list.Key} {entry}")).Order(StringComparer.Ordinal);

    public void Load(string text)
    {
        string? group = null;
        foreach (var line in text.TrimEnd('\n').Split('\n').Where(line => line is not ['!', ..]))
        {
            if (line is [' ', ..])
            {
                Assert.NotNull(group);
                var member = Member(line.Trim().Split(' '));
                if (!_groups[group].Contains(member))
                {
                    _groups[group].Add(member);
                }
            }
            else
            {
                group = Run(line.Split(' '), group);
            }
        }

        Assert.Null(group);
    }

    /// <summary>Whether a list that permits the rest drops a packet.</summary>
    public bool Drops(string list, Packet packet)
    {
        foreach (var entry in _lists.GetValueOrDefault(list, []))
        {
            var words = new Queue<string>(entry.Split(' '));
            Assert.Equal("deny", words.Dequeue());
            Assert.Contains(words.Dequeue(), new[] { "ip", "tcp" });
            var matches = Matches(words, packet.From);
            matches &= Matches(words, packet.To);
            if (words.TryDequeue(out var word))
            {
                Assert.Equal("eq", word);
                matches &= packet.Port == ushort.Parse(words.Dequeue(), CultureInfo.InvariantCulture);
            }

            Assert.Empty(words);
            if (matches)
            {
                return true;
            }
        }

        return false;
    }

    private string? Run(string[] words, string? group)
    {
        switch (words)
        {
            case ["object-group", "network", var name]:
                Assert.InRange(name.Length, 1, 64);
                _groups.TryAdd(name, []);
                return name;
            case ["exit"]:
                Assert.NotNull(group);
                return null;
            case ["access-list", var list, "line", "1", "extended", .. var entry]:
                var text = string.Join(' ', entry);
                Assert.All(GroupsIn(text), used => Assert.Contains(used, _groups.Keys));
                var entries = _lists.TryGetValue(list, out var known) ? known : _lists[list] = [];
                if (!entries.Contains(text, StringComparer.Ordinal)) // else it says that it is there already
                {
                    entries.Insert(0, text);
                }

                return null;
            case ["no", "access-list", var list, "extended", .. var entry]:
                Assert.True(_lists.TryGetValue(list, out var all) && all.Remove(string.Join(' ', entry)), string.Join(' ', words));
                return null;
            case ["no", "object-group", "network", var name]:
                Assert.DoesNotContain(name, _lists.Values.SelectMany(list => list).SelectMany(GroupsIn)); // one in use cannot go
                Assert.True(_groups.Remove(name), name);
                return null;
            default:
                throw new FormatException(string.Join(' ', words));
        }
    }

    private bool Matches(Queue<string> words, IPAddressValue address) => words.Dequeue() switch
    {
        "any" => true,
        "object-group" => _groups[words.Dequeue()].Any(prefix => prefix.Contains(address)),
        var word => throw new FormatException(word),
    };

    private static IEnumerable<string> GroupsIn(string entry)
    {
        var words = entry.Split(' ');
        return words.Index().Where(word => word.Item == "object-group").Select(word => words[word.Index + 1]);
    }

    private static IPPrefix Member(string[] words) => words switch
    {
        ["network-object", "host", var address] => IPPrefix.Host(IPAddressValue.Parse(address)),
        ["network-object", var address, var mask] => Masked(IPAddressValue.Parse(address), IPAddressValue.Parse(mask).ToIPv4()),
        ["network-object", var prefix] when prefix.Contains(':', StringComparison.Ordinal) => IPPrefix.Parse(prefix),
        _ => throw new FormatException(string.Join(' ', words)),
    };

    private static IPPrefix Masked(IPAddressValue address, uint mask)
    {
        Assert.True((~mask & (~mask + 1)) == 0, "a mask with a hole");
        return IPPrefix.TryCreate(address, BitOperations.PopCount(mask), out var prefix) ? prefix : throw new FormatException();
    }
}
