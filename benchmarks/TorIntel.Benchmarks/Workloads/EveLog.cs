using System.Globalization;
using System.Text;

namespace TorIntel.Benchmarks;

/// <summary>A made-up Suricata EVE log of flow events, about 460 bytes a line: a client of ours and a public address, one in ten of these IPv6.</summary>
internal static class EveLog
{
    /// <summary>Makes a log.</summary>
    /// <param name="bytes">About how long it is to be.</param>
    /// <param name="listed">The addresses of which hits are made.</param>
    /// <param name="hitShare">The share of events whose destination is listed.</param>
    /// <param name="events">How many events it has.</param>
    /// <param name="hits">How many of them have a listed destination.</param>
    public static byte[] Make(int bytes, RelaySet listed, double hitShare, out int events, out int hits)
    {
        var random = new Random(2026);
        var index = listed.ToIndex();
        var text = new StringBuilder(bytes + 1024);
        events = 0;
        hits = 0;
        while (text.Length < bytes)
        {
            var isHit = random.NextDouble() < hitShare;
            var destination = isHit ? listed.Addresses[random.Next(listed.Addresses.Length)] : Miss(random, index);
            var time = new DateTime(2026, 8, 22, 12, 0, 0, DateTimeKind.Utc).AddMilliseconds(events * 3L);
            text.Append(
                CultureInfo.InvariantCulture,
                $$$"""{"timestamp":"{{{time:yyyy-MM-dd'T'HH:mm:ss.ffffff}}}+0000","flow_id":{{{random.NextInt64(1L << 50)}}},"in_iface":"eth0","event_type":"flow","src_ip":"10.{{{random.Next(256)}}}.{{{random.Next(256)}}}.{{{random.Next(1, 255)}}}","src_port":{{{random.Next(32768, 61000)}}},"dest_ip":"{{{destination}}}","dest_port":443,"proto":"TCP","app_proto":"tls","flow":{"pkts_toserver":{{{random.Next(99)}}},"pkts_toclient":{{{random.Next(99)}}},"bytes_toserver":{{{random.Next(99999)}}},"bytes_toclient":{{{random.Next(99999)}}},"start":"2026-08-22T12:00:00.123456+0000","age":9,"state":"closed","reason":"timeout"},"tcp":{"tcp_flags":"1b","syn":true,"ack":true,"state":"closed"}}""");
            text.Append('\n');
            events++;
            hits += isHit ? 1 : 0;
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static IPAddressValue Miss(Random random, IPPrefixIndex index)
    {
        while (true)
        {
            var address = random.Next(10) == 0
                ? IPAddressValue.FromIPv6(new UInt128(0x2A02_0000_0000_0000 | (ulong)random.NextInt64(1L << 48), (ulong)random.NextInt64()))
                : IPAddressValue.FromIPv4((uint)random.NextInt64(0x0B00_0000, 0xDF00_0000));
            if (!index.Contains(address) && SpecialPurposeRanges.IsGloballyReachable(address))
            {
                return address;
            }
        }
    }
}
