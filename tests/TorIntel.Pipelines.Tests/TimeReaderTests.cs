using System.Globalization;
using System.Text;

namespace TorIntel.Pipelines.Tests;

public sealed class TimeReaderTests
{
    private static readonly TimeZoneInfo s_berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("1787432772", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("1787432772.118203", "2026-08-22T21:06:12.1182030Z")]
    [InlineData("1787432772902", "2026-08-22T21:06:12.9020000Z")]
    [InlineData("1787432772902.5", "2026-08-22T21:06:12.9025000Z")]
    [InlineData("1787432772902264", "2026-08-22T21:06:12.9022640Z")]
    [InlineData("1787432772902264123", "2026-08-22T21:06:12.9022641Z")]
    [InlineData("1787432772902264123.9", "2026-08-22T21:06:12.9022641Z")]
    [InlineData("99999999999", "5138-11-16T09:46:39.0000000Z")]
    [InlineData("100000000000", "1973-03-03T09:46:40.0000000Z")]
    [InlineData("-1.5", "1969-12-31T23:59:58.5000000Z")]
    [InlineData("1.5e3", "1970-01-01T00:25:00.0000000Z")]
    [InlineData("2026-08-22T21:06:12Z", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("2026-08-22t21:06:12z", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("2026-08-22T21:06:12.902264+0000", "2026-08-22T21:06:12.9022640Z")]
    [InlineData("2026-08-22T23:06:12.123456789+02:00", "2026-08-22T21:06:12.1234567Z")]
    [InlineData("2026-08-22 15:36:12 -0530", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("2026-08-22 21:06:12,902", "2026-08-22T21:06:12.9020000Z")]
    [InlineData("2026-08-22 21:06:12.902 UTC", "2026-08-22T21:06:12.9020000Z")]
    [InlineData("2026-08-22 21:06:12 +0000 UTC", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("2026/08/22 21:06:12", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("2026-08-22", "2026-08-22T00:00:00.0000000Z")]
    [InlineData("22/Aug/2026:23:06:12 +0200", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("22/Aug/2026:21:06:12.902", "2026-08-22T21:06:12.9020000Z")]
    [InlineData("Sat Aug 22 21:06:12 2026", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("Sat Aug  2 21:06:12.902264 2026", "2026-08-02T21:06:12.9022640Z")]
    [InlineData("Aug 22 21:06:12", "2024-08-22T21:06:12.0000000Z")]
    [InlineData("Aug  2 21:06:12", "2024-08-02T21:06:12.0000000Z")]
    [InlineData("Aug 2 21:06:12.5", "2024-08-02T21:06:12.5000000Z")]
    [InlineData("Feb 29 00:00:00", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("Aug 22 2026 21:06:12", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("Aug 22 2026 23:06:12 GMT+02:00", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("Aug 22 2026 21:06:12.902 UTC", "2026-08-22T21:06:12.9020000Z")]
    [InlineData("Aug 22, 2026 21:06:12", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("22-Aug-2026 21:06:12.902", "2026-08-22T21:06:12.9020000Z")]
    [InlineData("22 Aug 2026 21:06:12", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("Sat, 22 Aug 2026 21:06:12 GMT", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("8/22/2026 9:06:12 PM", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("8/2/2026 12:06:12 AM", "2026-08-02T00:06:12.0000000Z")]
    [InlineData("8/2/2026 12:06:12 PM", "2026-08-02T12:06:12.0000000Z")]
    [InlineData("22/08/2026 21:06:12", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("22.08.2026 21:06:12", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.0000000Z")]
    [InlineData(" \"2026-08-22T21:06:12Z\" ", "2026-08-22T21:06:12.0000000Z")]
    public void Read_knows_the_forms_of_logs(string text, string expected) => Assert.Equal(expected, Text(new TimeReader(TimeZoneInfo.Utc, 2024), text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("x")]
    [InlineData("2026-13-22T21:06:12Z")]
    [InlineData("2026-02-29T21:06:12Z")]
    [InlineData("2026-08-22T25:06:12Z")]
    [InlineData("2026-08-22T21:06:61Z")]
    [InlineData("2026-08-22T21:6:12Z")]
    [InlineData("2026-08-22T21:06:12.Z")]
    [InlineData("2026-08-22T21:06:12Zx")]
    [InlineData("2026-08-22T21:06:12+15:00")]
    [InlineData("2026-08-22T21:06:12+02:60")]
    [InlineData("2026-08-22T21:06:12+123")]
    [InlineData("2026-08-22T21:06:12 CEST")] // a zone that cannot be told for sure
    [InlineData("2026-08-22T21:06")]
    [InlineData("22/Aux/2026:21:06:12")]
    [InlineData("13/13/2026 21:06:12")]
    [InlineData("8/22/2026 13:06:12 PM")]
    [InlineData("Aug 32 21:06:12")]
    [InlineData("Aug 22")]
    [InlineData("Sat Aug")]
    [InlineData("21:06:12")]
    [InlineData("99999999999999999999")]
    [InlineData("1787432772 x")]
    [InlineData("1787432772.1.2")]
    public void Read_gives_nothing_for_what_is_no_time(string text) => Assert.Null(Text(new TimeReader(TimeZoneInfo.Utc, 2024), text));

    [Fact]
    public void A_time_without_a_year_is_none_if_the_year_is_not_known()
    {
        Assert.Null(Text(new TimeReader(TimeZoneInfo.Utc, null), "Aug 22 21:06:12"));
        Assert.Null(Text(new TimeReader(TimeZoneInfo.Utc, 2026), "Feb 29 00:00:00"));
    }

    [Theory]
    [InlineData("21:06:12", "2026-08-22", "", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("23:06:12", "2026-08-22", "\"+0200\"", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("21:06:12.5", "2026/08/22", "UTC", "2026-08-22T21:06:12.5000000Z")]
    [InlineData("2026-08-22 23:06:12", "", "+0200", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("2026-08-22 21:06:12Z", "", "+0200", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("1787432772", "", "+0200", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("21:06:12", "2026-08-22", "CEST", null)]
    [InlineData("21:06:12", "2026-08-22x", "", null)]
    [InlineData("x", "2026-08-22", "", null)]
    [InlineData("1787432772", "2026-01-01", "", "2026-08-22T21:06:12.0000000Z")] // it has a date itself
    [InlineData("2026-08-22 21:06:12", "2026-01-01", "", "2026-08-22T21:06:12.0000000Z")]
    public void Date_and_zone_may_stand_elsewhere(string time, string date, string zone, string? expected) =>
        Assert.Equal(expected, Text(new TimeReader(TimeZoneInfo.Utc, null), time, date, zone));

    [Theory]
    [InlineData("2026-08-22 23:06:12", "2026-08-22T21:06:12.0000000Z")]
    [InlineData("2026-01-22 22:06:12", "2026-01-22T21:06:12.0000000Z")]
    [InlineData("2026-10-25 02:30:00", "2026-10-25T01:30:00.0000000Z")] // twice: the one in standard time
    [InlineData("2026-03-29 02:30:00", "2026-03-29T01:30:00.0000000Z")] // never: as if the clock had gone on
    public void A_time_without_a_zone_is_of_the_zone_given(string text, string expected) => Assert.Equal(expected, Text(new TimeReader(s_berlin, null), text));

    [Fact]
    public void Read_agrees_with_the_framework_on_random_times()
    {
        var random = new Random(7);
        var reader = new TimeReader(TimeZoneInfo.Utc, null);
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", "yyyy'/'MM'/'dd HH:mm:ss.fff zzz", "dd'/'MMM'/'yyyy:HH:mm:ss zzz", "MMM d yyyy HH:mm:ss.ffffff zzz", "ddd, dd MMM yyyy HH:mm:ss zzz", "M'/'d'/'yyyy h:mm:ss tt zzz", "dd-MMM-yyyy HH:mm:ss.fff zzz"];
        for (var i = 0; i < 20_000; i++)
        {
            var time = new DateTimeOffset(random.NextInt64(DateTime.MinValue.AddYears(2).Ticks, DateTime.MaxValue.AddYears(-2).Ticks), TimeSpan.FromMinutes(random.Next(-840, 840)));
            var form = forms[i % forms.Length];
            var text = time.ToString(form, CultureInfo.InvariantCulture);
            var expected = DateTimeOffset.ParseExact(text, form, CultureInfo.InvariantCulture);
            Assert.Equal(expected, reader.Read(Encoding.ASCII.GetBytes(text), default, default));
        }
    }

    [Fact]
    public void Read_is_total()
    {
        var random = new Random(8);
        var reader = new TimeReader(s_berlin, 2026);
        var alphabet = "0123456789-/:. +TZAugSatPMUTC,"u8;
        var text = new byte[30];
        for (var i = 0; i < 300_000; i++)
        {
            random.GetItems(alphabet, text);
            var length = random.Next(text.Length);
            _ = reader.Read(text.AsSpan(0, length), text.AsSpan(length, Math.Min(10, text.Length - length)), text.AsSpan(0, 5));
            _ = reader.Read(text.AsSpan(0, length), default, default);
        }
    }

    private static string? Text(TimeReader reader, string text, string date = "", string zone = "") =>
        reader.Read(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(date), Encoding.UTF8.GetBytes(zone))?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
