using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace TorIntel.MaxMind;

/// <summary>A value of a MaxMind database: a map, array, text, number or truth value (MaxMind DB 2.0, "Output Data Section").</summary>
/// <remarks>
/// Immutable and safe to share between threads. Values are equal if type and content are: a map in whatever order its keys were given, a number only in the same type, a double or float
/// by its bits. Making one takes time linear in its content; equality of what differs is nearly always told by a hash that is kept.
/// </remarks>
public sealed class MmdbValue : IEquatable<MmdbValue>
{
    private const int MaxSize = 65_821 + (1 << 24) - 1; // What the longest form of a size can say.
    private const int MaxDepth = 256; // Half of what libmaxminddb follows, by recursion as other readers do.

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly int _hash;
    private readonly int _depth;

    private MmdbValue(MmdbType type, UInt128 number)
    {
        Type = type;
        Number = number;
        _hash = HashCode.Combine(type, number);
    }

    private MmdbValue(MmdbType type, byte[] bytes)
    {
        CheckSize(bytes.Length, nameof(bytes));
        Type = type;
        Bytes = bytes;
        var hash = default(HashCode);
        hash.Add(type);
        hash.AddBytes(bytes);
        _hash = hash.ToHashCode();
    }

    private MmdbValue(MmdbType type, MmdbValue[] items)
    {
        CheckSize(type == MmdbType.Map ? items.Length / 2 : items.Length, nameof(items));
        Type = type;
        Items = items;
        var hash = default(HashCode);
        hash.Add(type);
        foreach (var item in items)
        {
            hash.Add(item._hash);
            _depth = Math.Max(_depth, item._depth + 1);
        }

        _hash = hash.ToHashCode();
        if (_depth > MaxDepth)
        {
            throw new ArgumentException("The value is nested more than 256 deep.", nameof(items));
        }
    }

    internal MmdbType Type { get; }

    /// <summary>Gets the number, truth value or the bits of a fraction.</summary>
    internal UInt128 Number { get; }

    /// <summary>Gets the bytes, those of UTF-8 if it is a text; empty for other types.</summary>
    internal byte[] Bytes { get; } = [];

    /// <summary>Gets the items of an array, or keys and values of a map in turn; empty for other types.</summary>
    internal MmdbValue[] Items { get; } = [];

    /// <summary>Makes a text.</summary>
    /// <param name="value">The text, up to 16,843,036 bytes as UTF-8.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException">The text is too long, or has half of a surrogate pair.</exception>
    public static MmdbValue FromString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        try
        {
            return new MmdbValue(MmdbType.Text, s_utf8.GetBytes(value));
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The text has half of a surrogate pair at {e.Index}: there is no UTF-8 for it."), nameof(value), e);
        }
    }

    /// <summary>Makes a value of bytes; they are copied.</summary>
    /// <param name="value">The bytes, up to 16,843,036.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public static MmdbValue FromBytes(ReadOnlySpan<byte> value) => new(MmdbType.Bytes, value.ToArray());

    /// <summary>Makes a truth value.</summary>
    /// <param name="value">The truth value.</param>
    public static MmdbValue FromBoolean(bool value) => new(MmdbType.Boolean, value ? UInt128.One : UInt128.Zero);

    /// <summary>Makes a 16-bit number.</summary>
    /// <param name="value">The number.</param>
    public static MmdbValue FromUInt16(ushort value) => new(MmdbType.UInt16, value);

    /// <summary>Makes a 32-bit number.</summary>
    /// <param name="value">The number.</param>
    public static MmdbValue FromUInt32(uint value) => new(MmdbType.UInt32, value);

    /// <summary>Makes a 64-bit number.</summary>
    /// <param name="value">The number.</param>
    public static MmdbValue FromUInt64(ulong value) => new(MmdbType.UInt64, value);

    /// <summary>Makes a 128-bit number.</summary>
    /// <param name="value">The number.</param>
    public static MmdbValue FromUInt128(UInt128 value) => new(MmdbType.UInt128, value);

    /// <summary>Makes a signed 32-bit number.</summary>
    /// <param name="value">The number.</param>
    public static MmdbValue FromInt32(int value) => new(MmdbType.Int32, (uint)value);

    /// <summary>Makes a 64-bit fraction (IEEE 754).</summary>
    /// <param name="value">The fraction; NaN and infinities are kept.</param>
    public static MmdbValue FromDouble(double value) => new(MmdbType.Double, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Makes a 32-bit fraction (IEEE 754).</summary>
    /// <param name="value">The fraction; NaN and infinities are kept.</param>
    public static MmdbValue FromSingle(float value) => new(MmdbType.Float, BitConverter.SingleToUInt32Bits(value));

    /// <summary>Makes an array.</summary>
    /// <param name="items">The items, in their order.</param>
    /// <exception cref="ArgumentException">An item is null, there are more than 16,843,036, or it is nested more than 256 deep.</exception>
    public static MmdbValue FromArray(params ReadOnlySpan<MmdbValue> items)
    {
        foreach (var item in items)
        {
            CheckPart(item, nameof(items));
        }

        return new MmdbValue(MmdbType.Array, items.ToArray());
    }

    /// <summary>Makes a map. Keys are written in the order of their bytes, whatever order they come in. O(n log n).</summary>
    /// <param name="entries">Keys and values.</param>
    /// <exception cref="ArgumentException">A key or value is null, a key comes twice, there are more than 16,843,036, or it is nested more than 256 deep.</exception>
    public static MmdbValue FromMap(params ReadOnlySpan<(string Key, MmdbValue Value)> entries)
    {
        var pairs = new (MmdbValue Key, MmdbValue Value)[entries.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            CheckPart(entries[i].Key, nameof(entries));
            CheckPart(entries[i].Value, nameof(entries));
            pairs[i] = (FromString(entries[i].Key), entries[i].Value);
        }

        Array.Sort(pairs, (left, right) => left.Key.Bytes.AsSpan().SequenceCompareTo(right.Key.Bytes));
        var items = new MmdbValue[pairs.Length * 2];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (i != 0 && pairs[i].Key.Equals(pairs[i - 1].Key))
            {
                throw new ArgumentException($"The map has the key '{Encoding.UTF8.GetString(pairs[i].Key.Bytes)}' twice.", nameof(entries));
            }

            (items[2 * i], items[(2 * i) + 1]) = pairs[i];
        }

        return new MmdbValue(MmdbType.Map, items);
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] MmdbValue? other) => Equals(other, seen: null);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as MmdbValue);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    // A part that is there several times is compared once: nested often enough, such parts would take for ever.
    private bool Equals([NotNullWhen(true)] MmdbValue? other, HashSet<(MmdbValue, MmdbValue)>? seen)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _hash != other._hash || Type != other.Type || Number != other.Number || Items.Length != other.Items.Length || !Bytes.AsSpan().SequenceEqual(other.Bytes))
        {
            return false;
        }

        if (_depth > 1)
        {
            seen ??= new HashSet<(MmdbValue, MmdbValue)>(PairsByReference.Instance);
            if (!seen.Add((this, other)))
            {
                return true; // Or the comparison ends anyway, for what was found different ends it.
            }
        }

        for (var i = 0; i < Items.Length; i++)
        {
            if (!Items[i].Equals(other.Items[i], seen))
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckPart([NotNull] object? part, string parameter)
    {
        if (part is null)
        {
            throw new ArgumentException("A part of the value is null; the format has no such value.", parameter);
        }
    }

    private static void CheckSize(int size, string parameter)
    {
        if (size > MaxSize)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The value has a size of {size}, and {MaxSize} is the most that the format can say."), parameter);
        }
    }
}
