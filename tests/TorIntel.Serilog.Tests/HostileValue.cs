namespace TorIntel.Tests;

/// <summary>Throws whatever it is asked, but for its hash code, without which Serilog itself could not keep it.</summary>
internal sealed class HostileValue : IFormattable, IConvertible
{
    public override string ToString() => throw new InvalidOperationException("hostile");

    public override bool Equals(object? obj) => throw new InvalidOperationException("hostile");

    public override int GetHashCode() => 1;

    public string ToString(string? format, IFormatProvider? formatProvider) => throw new InvalidOperationException("hostile");

    public string ToString(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public TypeCode GetTypeCode() => throw new InvalidOperationException("hostile");

    public bool ToBoolean(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public byte ToByte(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public char ToChar(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public DateTime ToDateTime(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public decimal ToDecimal(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public double ToDouble(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public short ToInt16(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public int ToInt32(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public long ToInt64(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public sbyte ToSByte(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public float ToSingle(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public object ToType(Type conversionType, IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public ushort ToUInt16(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public uint ToUInt32(IFormatProvider? provider) => throw new InvalidOperationException("hostile");

    public ulong ToUInt64(IFormatProvider? provider) => throw new InvalidOperationException("hostile");
}
