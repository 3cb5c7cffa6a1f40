using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>The comments in front of FireHOL's ipsets that tell a time: <c># Source File Date: Thu Sep 10 08:31:57 UTC 2026</c>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct IpsetHeader
{
    private static readonly TimeReader s_times = new(TimeZoneInfo.Utc, year: null);

    private DateTimeOffset? _sourceTime;
    private DateTimeOffset? _fileTime;

    /// <summary>Gets the time of the source, which is when the addresses were gathered; else that of the file.</summary>
    public readonly DateTimeOffset? Time => _sourceTime ?? _fileTime;

    public void Read(ReadOnlySpan<byte> line)
    {
        line = (line.StartsWith("\uFEFF"u8) ? line[3..] : line).TrimStart("# \t"u8);
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            return;
        }

        var name = line[..colon].TrimEnd((byte)' ');
        if (name.SequenceEqual("Source File Date"u8))
        {
            _sourceTime = ReadTime(line[(colon + 1)..].Trim(" \t\r"u8));
        }
        else if (name.SequenceEqual("This File Date"u8))
        {
            _fileTime = ReadTime(line[(colon + 1)..].Trim(" \t\r"u8));
        }
    }

    // As the program date prints it, with the zone in front of the year. Other zones than UTC have names that say nothing for sure.
    private static DateTimeOffset? ReadTime(ReadOnlySpan<byte> text)
    {
        Span<byte> buffer = stackalloc byte[64];
        var zone = text.IndexOf(" UTC "u8);
        if (zone < 0 || text.Length > buffer.Length)
        {
            return null;
        }

        text[..zone].CopyTo(buffer);
        text[(zone + 4)..].CopyTo(buffer[zone..]);
        return s_times.Read(buffer[..(text.Length - 4)], default, default);
    }
}
