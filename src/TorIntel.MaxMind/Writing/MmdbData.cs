using System.Buffers.Binary;

namespace TorIntel.MaxMind;

/// <summary>The data section, or the metadata: values one behind the other, each once, with pointers to what was written before.</summary>
/// <param name="sharesParts">Whether parts of values are pointers where these are shorter.</param>
internal sealed class MmdbData(bool sharesParts)
{
    private const int LongestControl = 5;

    private readonly Dictionary<MmdbValue, (int Offset, int Length)> _written = [];
    private byte[] _bytes = new byte[1 << 10];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Gets the highest offset that <see cref="Add"/> gave.</summary>
    public int LastOffset { get; private set; }

    /// <summary>Writes a value, unless it is there.</summary>
    /// <returns>Where it is.</returns>
    public int Add(MmdbValue value)
    {
        if (!_written.TryGetValue(value, out var written))
        {
            written = (_length, 0);
            Write(value);

            // A value that is too short for pointers to it is still one that the tree may lead to.
            _written.TryAdd(value, (written.Offset, _length - written.Offset));
        }

        LastOffset = Math.Max(LastOffset, written.Offset);
        return written.Offset;
    }

    private void Write(MmdbValue value)
    {
        var start = _length;
        switch (value.Type)
        {
            case MmdbType.Text or MmdbType.Bytes:
                WriteControl(value.Type, value.Bytes.Length);
                value.Bytes.CopyTo(Take(value.Bytes.Length));
                break;
            case MmdbType.Map or MmdbType.Array:
                WriteControl(value.Type, value.Type == MmdbType.Map ? value.Items.Length / 2 : value.Items.Length);
                foreach (var item in value.Items)
                {
                    WritePart(item);
                }

                break;
            case MmdbType.Boolean:
                WriteControl(value.Type, (int)value.Number);
                break;
            default:
                WriteNumber(value.Type, value.Number, value.Type is MmdbType.Double ? 8 : value.Type is MmdbType.Float ? 4 : Size(value.Number));
                break;
        }

        if (sharesParts && _length - start > 2)
        {
            _written.TryAdd(value, (start, _length - start));
        }
    }

    // Parts are first looked for whole: a pointer must not lead to a pointer, and only what was written out is found.
    private void WritePart(MmdbValue value)
    {
        if (sharesParts && _written.TryGetValue(value, out var written) && PointerSize(written.Offset) < written.Length)
        {
            WritePointer(written.Offset);
        }
        else
        {
            Write(value);
        }
    }

    private void WriteNumber(MmdbType type, UInt128 number, int size)
    {
        WriteControl(type, size);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        bytes[(16 - size)..].CopyTo(Take(size));
    }

    // Type and size in one byte; types above 7 have a second byte, sizes from 29 on one to three more.
    private void WriteControl(MmdbType type, int size)
    {
        var (code, rest, digits) = size switch
        {
            < 29 => (size, 0, 0),
            < 285 => (29, size - 29, 1),
            < 65_821 => (30, size - 285, 2),
            _ => (31, size - 65_821, 3),
        };
        var isExtended = type > MmdbType.Map;
        var control = Take((isExtended ? 2 : 1) + digits);
        control[0] = (byte)(isExtended ? code : ((int)type << 5) | code);
        if (isExtended)
        {
            control[1] = (byte)(type - MmdbType.Map);
        }

        WriteDigits(control[^digits..], (uint)rest);
    }

    private static int PointerSize(int offset) => offset < 2048 ? 2 : offset < 526_336 ? 3 : offset < 134_744_064 ? 4 : 5;

    private void WritePointer(int offset)
    {
        var pointer = Take(PointerSize(offset));
        var rest = (uint)(pointer.Length switch { 2 => offset, 3 => offset - 2048, 4 => offset - 526_336, _ => offset });
        WriteDigits(pointer[1..], rest);
        pointer[0] = (byte)(((int)MmdbType.Pointer << 5) | ((pointer.Length - 2) << 3) | (pointer.Length < 5 ? (int)(rest >> (8 * (pointer.Length - 1))) : 0));
    }

    private static void WriteDigits(Span<byte> digits, uint number)
    {
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = (byte)number;
            number >>= 8;
        }
    }

    private static int Size(UInt128 number) => (128 - (int)UInt128.LeadingZeroCount(number) + 7) / 8;

    private Span<byte> Take(int length)
    {
        if (length > _bytes.Length - _length)
        {
            if (_length > Array.MaxLength - LongestControl - length)
            {
                throw new InvalidOperationException("The values of the database would take more than 2 GB.");
            }

            Array.Resize(ref _bytes, (int)Math.Min(Math.Max((uint)_bytes.Length * 2, (uint)(_length + length)), (uint)Array.MaxLength));
        }

        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
