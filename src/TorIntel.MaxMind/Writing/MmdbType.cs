namespace TorIntel.MaxMind;

/// <summary>The types of data, by their numbers in the format.</summary>
internal enum MmdbType : byte
{
    None = 0,
    Pointer = 1,
    Text = 2,
    Double = 3,
    Bytes = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,
    Boolean = 14,
    Float = 15,
}
