using System.Text;

namespace TorIntel;

/// <summary>The lists that a view was made from, and the version of the table of authorities that is in it, one value behind the other.</summary>
internal static class SourceSection
{
    public static byte[] Write(IReadOnlyList<TorListSource> sources)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(DirectoryAuthorities.Version);
        writer.Write(sources.Count);
        foreach (var source in sources)
        {
            writer.Write(source.Name);
            writer.Write(RelaySeen.ToTicks(source.Time));
            writer.Write(RelaySeen.ToTicks(source.ValidUntil));
            writer.Write(source.IsVerified);
            writer.Write(source.Digest is not null);
            writer.Write(source.Digest ?? "");
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; every text is bounded by what is left of the bytes.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static (string AuthoritiesVersion, TorListSource[] Sources) Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        var version = reader.ReadText();
        var count = reader.ReadCount();
        List<TorListSource> sources = [];
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadText();
            var (time, validUntil, isVerified, hasDigest) = (reader.ReadTime(), reader.ReadTime(), reader.ReadFlag(), reader.ReadFlag());
            var digest = reader.ReadText();
            sources.Add(new TorListSource(name, time, isVerified) { ValidUntil = validUntil, Digest = hasDigest ? digest : null });
        }

        return (version, [.. sources]);
    }

    private ref struct Reader(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public bool ReadFlag() => Take(1)[0] switch
        {
            0 => false,
            1 => true,
            _ => throw ViewReader.Damaged("flag of a source"),
        };

        public int ReadCount() => BitConverter.ToInt32(Take(sizeof(int)));

        public DateTimeOffset? ReadTime() => BitConverter.ToInt64(Take(sizeof(long))) is var ticks && RelaySeen.IsTime(ticks)
            ? RelaySeen.ToTime(ticks)
            : throw ViewReader.Damaged("time of a source");

        // The length in groups of seven bits, as BinaryWriter has it.
        public string ReadText()
        {
            var length = 0;
            for (var shift = 0; ; shift += 7)
            {
                var group = Take(1)[0];
                length |= (group & 0x7F) << shift;
                if (group < 0x80)
                {
                    return Encoding.UTF8.GetString(Take(length));
                }

                if (shift == 28)
                {
                    throw ViewReader.Damaged("length of a text");
                }
            }
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if ((uint)length > (uint)_rest.Length)
            {
                throw ViewReader.Damaged("the sources are cut");
            }

            var taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }
    }
}
