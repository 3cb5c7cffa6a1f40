using System.Buffers.Binary;

namespace TorIntel.MaxMind;

/// <summary>Reads values of a section of a database, one behind the other. Nothing outside the section is read, and nothing is read twice unless a pointer leads to it.</summary>
/// <param name="section">The data section, or the metadata: pointers are from its start.</param>
/// <param name="start">Where to begin.</param>
internal ref struct DataCursor(ReadOnlySpan<byte> section, int start)
{
    private readonly ReadOnlySpan<byte> _section = section;
    private int _at = start;

    /// <summary>Gets how many values were read or skipped.</summary>
    public long Steps { get; private set; }

    /// <summary>Begins a map, which may be behind a pointer.</summary>
    /// <returns>How many keys and values follow, in turn.</returns>
    /// <exception cref="InvalidDataException">It is something else, or cut.</exception>
    public int BeginMap()
    {
        var (type, size) = ReadControl();
        if (type == MmdbType.Pointer)
        {
            _at = size;
            (type, size) = ReadControl();
        }

        return type == MmdbType.Map ? size : throw Damaged();
    }

    /// <summary>Reads a text, which may be behind a pointer.</summary>
    /// <exception cref="InvalidDataException">It is something else, or cut.</exception>
    public ReadOnlySpan<byte> ReadText()
    {
        var (type, size, at) = ReadScalar();
        return type == MmdbType.Text ? _section.Slice(at, size) : throw Damaged();
    }

    /// <summary>Reads a number without sign of up to 64 bits, which may be behind a pointer.</summary>
    /// <exception cref="InvalidDataException">It is something else, or cut.</exception>
    public ulong ReadNumber()
    {
        var (type, size, at) = ReadScalar();
        if (type is not (MmdbType.UInt16 or MmdbType.UInt32 or MmdbType.UInt64) || size > (type == MmdbType.UInt16 ? 2 : type == MmdbType.UInt32 ? 4 : 8))
        {
            throw Damaged();
        }

        var number = 0UL;
        foreach (var digit in _section.Slice(at, size))
        {
            number = (number << 8) | digit;
        }

        return number;
    }

    /// <summary>Reads a truth value, which may be behind a pointer.</summary>
    /// <exception cref="InvalidDataException">It is something else, or cut.</exception>
    public bool ReadBoolean()
    {
        var (type, size, _) = ReadScalar();
        return type == MmdbType.Boolean && size <= 1 ? size == 1 : throw Damaged();
    }

    /// <summary>Skips a value with all that is in it; pointers are not followed.</summary>
    /// <param name="mostSteps">How many values may be read altogether.</param>
    /// <exception cref="InvalidDataException">It is cut, or there are too many.</exception>
    public void Skip(long mostSteps)
    {
        for (var left = 1L; left > 0; left--)
        {
            var (type, size) = ReadControl();
            switch (type)
            {
                case MmdbType.Map:
                    left += 2L * size;
                    break;
                case MmdbType.Array:
                    left += size;
                    break;
                case MmdbType.Pointer or MmdbType.Boolean:
                    break;
                default:
                    Move(size);
                    break;
            }

            if (Steps > mostSteps)
            {
                throw Damaged();
            }
        }
    }

    // A pointer never leads to a pointer.
    private (MmdbType Type, int Size, int At) ReadScalar()
    {
        var (type, size) = ReadControl();
        var behind = -1;
        if (type == MmdbType.Pointer)
        {
            (behind, _at) = (_at, size);
            (type, size) = ReadControl();
        }

        var at = _at;
        if (type is not MmdbType.Boolean)
        {
            Move(type is MmdbType.Map or MmdbType.Array or MmdbType.Pointer ? throw Damaged() : size);
        }

        _at = behind >= 0 ? behind : _at;
        return (type, size, at);
    }

    // The size of a pointer is where it leads.
    private (MmdbType Type, int Size) ReadControl()
    {
        Steps++;
        int control = Take(1)[0];
        var type = (MmdbType)(control >> 5);
        var size = control & 0x1F;
        if (type == MmdbType.Pointer)
        {
            var digits = Take((size >> 3) + 1);
            var low = (long)(size & 7);
            var target = digits.Length switch
            {
                1 => (low << 8) | digits[0],
                2 => ((low << 16) | BinaryPrimitives.ReadUInt16BigEndian(digits)) + 2048,
                3 => ((low << 24) | ((long)digits[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(digits[1..])) + 526_336,
                _ => BinaryPrimitives.ReadUInt32BigEndian(digits),
            };
            return target < _section.Length ? (type, (int)target) : throw Damaged();
        }

        type = type == MmdbType.None ? (MmdbType)(Take(1)[0] + (int)MmdbType.Map) : type;
        return (type, size switch
        {
            29 => 29 + Take(1)[0],
            30 => 285 + BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            31 when Take(3) is var digits => 65_821 + ((digits[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(digits[1..])),
            _ => size,
        });
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var from = _at;
        Move(length);
        return _section.Slice(from, length);
    }

    private void Move(int length) => _at = length <= _section.Length - _at ? _at + length : throw Damaged();

    private static InvalidDataException Damaged() => new("its data are damaged");
}
