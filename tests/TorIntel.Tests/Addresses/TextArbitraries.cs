using FsCheck;
using FsCheck.Fluent;

namespace TorIntel.Tests;

/// <summary>Generators of text that is an address, endpoint or prefix, or nearly one.</summary>
public static class TextArbitraries
{
    private const string Alphabet = "0123456789abcdefABCDEF:.%/[]gx \0-+\u007F\u0080";

    public static Arbitrary<ValidText> ValidText() => Valid().Select(text => new ValidText(text)).ToArbitrary();

    public static Arbitrary<MutatedText> MutatedText() =>
        (from text in Gen.OneOf(Valid(), Endpoints(), Prefixes())
         from count in Gen.Choose(0, 3)
         from mutations in Gen.ArrayOf(Mutations(), count)
         select new MutatedText(mutations.Aggregate(text, (mutated, mutate) => mutate(mutated)))).ToArbitrary();

    private static Gen<string> Valid() => Gen.OneOf(IPv4(), IPv6(), Zoned());

    private static Gen<string> IPv4() => Gen.ArrayOf(Gen.Frequency((1, Gen.Elements(0, 1, 9, 10, 99, 100, 199, 200, 255)), (1, Gen.Choose(0, 255))), 4)
        .Select(octets => string.Join('.', octets));

    private static Gen<string> IPv6() =>
        from groups in Gen.ArrayOf(Group(), 8)
        from start in Gen.Choose(0, 7)
        from length in Gen.Choose(0, 8)
        from tail in Gen.Frequency((2, Gen.Constant<string?>(null)), (1, IPv4().Select(text => (string?)text)))
        select Compress(groups, start, length, tail);

    private static Gen<string> Zoned() =>
        from address in IPv6()
        from zone in Gen.Elements("eth0", "1", "0", "a:b", "wlan0.100", new string('z', 64))
        select $"{address}%{zone}";

    private static Gen<string> Endpoints() =>
        from address in Valid()
        from port in Gen.OneOf(Gen.Choose(0, 70_000).Select(port => $"{port}"), Gen.Elements("0", "00", "080", "65535", "65536", "", "-1", "99999"))
        from bracket in Gen.Frequency((3, Gen.Constant(address.Contains(':', StringComparison.Ordinal))), (1, Gen.Elements(true, false)))
        select bracket ? $"[{address}]:{port}" : $"{address}:{port}";

    private static Gen<string> Prefixes() =>
        from address in Gen.OneOf(Valid(), Gen.Elements("0.0.0.0", "10.0.0.0", "192.168.128.0", "::", "2001:db8::", "::ffff:10.0.0.0", "::ffff:0:0", "fe80::"))
        from length in Gen.OneOf(Gen.Choose(0, 130).Select(length => $"{length}"), Gen.Elements("0", "00", "08", "32", "128", "", "-1", "999"))
        select $"{address}/{length}";

    private static Gen<string> Group() =>
        from value in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(0, 0xFFFF)), (2, Gen.Elements(1, 0xF, 0x10, 0x100, 0xFFF, 0x1000, 0xFFFF)))
        from format in Gen.Elements("x", "X", "x4", "X3")
        select value.ToString(format);

    private static Gen<Func<string, string>> Mutations() =>
        from kind in Gen.Choose(0, 4)
        from position in Gen.Choose(0, 60)
        from letter in Gen.Elements(Alphabet.ToCharArray())
        select new Func<string, string>(text =>
        {
            var at = Math.Min(position, text.Length);
            var last = Math.Max(0, Math.Min(position, text.Length - 1));
            return kind switch
            {
                0 => text.Insert(at, $"{letter}"),
                1 when text.Length > 0 => text.Remove(last, 1),
                2 when text.Length > 0 => text.Remove(last, 1).Insert(last, $"{letter}"),
                3 => text[..at],
                _ => text[at..],
            };
        });

    // Leaves the groups start..start+length out for "::", however long the rest of the text then is.
    private static string Compress(string[] groups, int start, int length, string? tail)
    {
        string[] pieces = tail is null ? groups : [.. groups[..6], tail];
        var end = Math.Min(start + length, tail is null ? 8 : 6);
        return end <= start ? string.Join(':', pieces) : string.Join(':', pieces[..start]) + "::" + string.Join(':', pieces[end..]);
    }
}
