using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using TorIntel.Testing;

namespace TorIntel.Tests;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2026-08-22T21:13:34Z", "2026-08-22T21:13:34.0000000Z")]
    [InlineData("2026-08-22t21:13:34z", "2026-08-22T21:13:34.0000000Z")]
    [InlineData("2026-08-22 21:13:34", "2026-08-22T21:13:34.0000000Z")] // no zone: UTC
    [InlineData("2026-08-22", "2026-08-22T00:00:00.0000000Z")]
    [InlineData("2018-03-24T14:37:19.037299-0600", "2018-03-24T20:37:19.0372990Z")] // Suricata
    [InlineData("2026-08-22T23:13:34.5+02:00", "2026-08-22T21:13:34.5000000Z")]
    [InlineData("2026-08-22T23:13:34,25+0200", "2026-08-22T21:13:34.2500000Z")]
    [InlineData("2026-08-22T21:13:34.123456789Z", "2026-08-22T21:13:34.1234567Z")] // finer than 100 ns is dropped
    [InlineData("2026-08-22T21:13:34+0000", "2026-08-22T21:13:34.0000000Z")]
    [InlineData("2026-08-23T05:13:34+14:00", "2026-08-22T15:13:34.0000000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.0000000Z")] // leap second
    public void TryParseIso_reads(string text, string expected)
    {
        Assert.True(TimeText.TryParseIso(Encoding.ASCII.GetBytes(text), out var time));
        Assert.Equal(expected, time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-08-2")]
    [InlineData("2026-8-22")]
    [InlineData("26-08-22")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-29")]
    [InlineData("2026-00-10")]
    [InlineData("0000-01-01")]
    [InlineData("2026-08-22T")]
    [InlineData("2026-08-22T21:13")]
    [InlineData("2026-08-22T24:00:00Z")]
    [InlineData("2026-08-22T21:60:00Z")]
    [InlineData("2026-08-22T21:13:61Z")]
    [InlineData("2026-08-22T21:13:34.Z")]
    [InlineData("2026-08-22T21:13:34ZZ")]
    [InlineData("2026-08-22T21:13:34 Z")]
    [InlineData("2026-08-22T21:13:34+2")]
    [InlineData("2026-08-22T21:13:34+02:60")]
    [InlineData("2026-08-22T21:13:34+15:00")]
    [InlineData("2026-08-22T21:13:34+02-00")]
    [InlineData("2026/08/22 21:13:34")]
    [InlineData("+026-08-22T21:13:34Z")]
    [InlineData("2026-08-22T-1:13:34Z")]
    [InlineData(" 2026-08-22T21:13:34Z")]
    public void TryParseIso_refuses(string text)
    {
        Assert.False(TimeText.TryParseIso(Encoding.ASCII.GetBytes(text), out var time));
        Assert.Equal(default, time);
    }

    [Theory]
    [InlineData("0", "1970-01-01T00:00:00.0000000Z")]
    [InlineData("1521911725.733635", "2018-03-24T17:15:25.7336350Z")] // Zeek
    [InlineData("1588205199.82437", "2020-04-30T00:06:39.8243700Z")]
    [InlineData("-1.5", "1969-12-31T23:59:58.5000000Z")]
    [InlineData("1.521911725e9", "2018-03-24T17:15:25.0000000Z")]
    [InlineData("-62135596800", "0001-01-01T00:00:00.0000000Z")]
    [InlineData("-1418429426.887384", "1925-01-19T23:49:33.1126160Z")]
    public void TryParseEpoch_reads(string text, string expected)
    {
        Assert.True(TimeText.TryParseEpoch(Encoding.ASCII.GetBytes(text), out var time));
        Assert.Equal(expected, time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("x")]
    [InlineData("1521911725.733635s")]
    [InlineData(" 1521911725")]
    [InlineData("0x10")]
    [InlineData("1e99")]
    [InlineData("1e999999999999")]
    [InlineData("-62135596801")]
    [InlineData("99999999999999999999999999999999999999999999")]
    [InlineData("NaN")]
    [InlineData("2026-08-22")]
    public void TryParseEpoch_refuses(string text)
    {
        Assert.False(TimeText.TryParseEpoch(Encoding.ASCII.GetBytes(text), out var time));
        Assert.Equal(default, time);
    }

    [Theory]
    [InlineData("17/May/2015:10:05:03 +0000", "2015-05-17T10:05:03.0000000Z")]
    [InlineData("22/Aug/2026:23:10:02 +0200", "2026-08-22T21:10:02.0000000Z")]
    [InlineData("01/Jan/2026:00:00:00 -1130", "2026-01-01T11:30:00.0000000Z")]
    [InlineData("31/Dec/2025:23:59:59", "2025-12-31T23:59:59.0000000Z")]
    public void TryParseAccessLog_reads(string text, string expected)
    {
        Assert.True(TimeText.TryParseAccessLog(Encoding.ASCII.GetBytes(text), out var time));
        Assert.Equal(expected, time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("17/may/2015:10:05:03 +0000")]
    [InlineData("17/anF/2015:10:05:03 +0000")]
    [InlineData("31/Feb/2015:10:05:03 +0000")]
    [InlineData("17/May/2015 10:05:03 +0000")]
    [InlineData("17/May/2015:10:05:03+00000")]
    [InlineData("17/May/2015:10:05:03 +00:00")]
    [InlineData("7/May/2015:10:05:03 +0000")]
    public void TryParseAccessLog_refuses(string text)
    {
        Assert.False(TimeText.TryParseAccessLog(Encoding.ASCII.GetBytes(text), out var time));
        Assert.Equal(default, time);
    }

    [Property(MaxTest = 500)]
    public bool TryParseIso_reads_what_the_platform_writes(DateTimeOffset time)
    {
        var seconds = new DateTimeOffset(time.Ticks / 10 * 10, time.Offset);
        var text = seconds.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

        return time.Year is < 3 or > 9997 || (TimeText.TryParseIso(Encoding.ASCII.GetBytes(text), out var parsed) && parsed == seconds);
    }

    [Fact]
    public void Any_bytes_are_a_time_or_none_and_never_an_exception()
    {
        var mutator = new Mutator(5, [.. "99"u8], [.. "e9"u8], [.. "-"u8], [.. "+14"u8], [.. "."u8], [.. ":"u8], [.. "Z"u8]);
        string[] texts = ["2026-08-22T21:13:34.5+02:00", "1521911725.733635", "17/May/2015:10:05:03 +0000", "9999-12-31T23:59:59.9999999-14:00", "0001-01-01T00:00:00+14:00"];
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = mutator.Mutate(Encoding.ASCII.GetBytes(texts[i % texts.Length]));
            Assert.True(TimeText.TryParseIso(bytes, out var time) || time == default);
            Assert.True(TimeText.TryParseEpoch(bytes, out time) || time == default);
            Assert.True(TimeText.TryParseAccessLog(bytes, out time) || time == default);
        }
    }

    [Fact]
    public void Reading_allocates_nothing() => Allocations.AssertNone(() => Assert.True(
        TimeText.TryParseIso("2018-03-24T14:37:19.037299-0600"u8, out _)
        && TimeText.TryParseEpoch("1521911725.733635"u8, out _)
        && TimeText.TryParseAccessLog("17/May/2015:10:05:03 +0000"u8, out _)));
}
