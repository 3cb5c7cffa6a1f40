using System.Runtime.InteropServices;
using System.Text;

namespace TorIntel.MaxMind.Tests;

/// <summary>The C library (Debian: libmaxminddb0), called in this process, so that a million lookups take a second.</summary>
internal sealed partial class LibMaxMindDb : IDisposable
{
    private const string Library = "libmaxminddb.so.0";
    private const int SizeOfHandle = 4096; // MMDB_s has about 140 bytes.
    private readonly nint _handle;

    public LibMaxMindDb(string path)
    {
        _handle = Marshal.AllocHGlobal(SizeOfHandle);
        var status = Open(path, 0, _handle);
        if (status != 0)
        {
            Marshal.FreeHGlobal(_handle);
            throw new InvalidDataException($"MMDB_open gives {status}.");
        }
    }

    public static bool IsAvailable { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>Looks an address up.</summary>
    /// <param name="address">The address; one of the IPv4 family as IPv4.</param>
    /// <param name="entry">Where the record is.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(IPAddressValue address, out Entry entry)
    {
        // struct sockaddr_in or sockaddr_in6, of which only family and address are read.
        Span<byte> socket = stackalloc byte[28];
        socket.Clear();
        var bytes = address.ToIPAddress().GetAddressBytes();
        socket[0] = (byte)(bytes.Length == 4 ? 2 : 10);
        bytes.CopyTo(socket[(bytes.Length == 4 ? 4 : 8)..]);
        var result = Lookup(_handle, socket, out var status);
        Assert.Equal(0, status);
        entry = result.Entry;
        return result.Found != 0;
    }

    /// <summary>Gets a text or truth value of a record.</summary>
    public static object? Get(Entry entry, params string[] path)
    {
        var texts = path.Select(Marshal.StringToCoTaskMemUTF8).Append(0).ToArray();
        try
        {
            var status = GetValue(in entry, out var data, texts);
            return status != 0 || (data.HasData & 0xFF) == 0 ? null
                : data.Type == 2 ? Encoding.UTF8.GetString(BytesOf(data.Value, (int)data.Size))
                : data.Type == 14 ? (data.Value & 0xFF) != 0
                : data.Type == 5 ? (ushort)data.Value
                : data.Type;
        }
        finally
        {
            Array.ForEach(texts, Marshal.FreeCoTaskMem);
        }
    }

    public void Dispose()
    {
        Close(_handle);
        Marshal.FreeHGlobal(_handle);
    }

    private static byte[] BytesOf(nint start, int length)
    {
        var bytes = new byte[length];
        Marshal.Copy(start, bytes, 0, length);
        return bytes;
    }

    [LibraryImport(Library, EntryPoint = "MMDB_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, uint flags, nint handle);

    [LibraryImport(Library, EntryPoint = "MMDB_close")]
    private static partial void Close(nint handle);

    [LibraryImport(Library, EntryPoint = "MMDB_lookup_sockaddr")]
    private static partial Result Lookup(nint handle, Span<byte> socket, out int status);

    [LibraryImport(Library, EntryPoint = "MMDB_aget_value")]
    private static partial int GetValue(in Entry entry, out Data data, nint[] path);

    [StructLayout(LayoutKind.Sequential)]
    internal readonly struct Entry
    {
        public readonly nint Database;
        public readonly uint Offset;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Result
    {
        public readonly byte Found;
        public readonly Entry Entry;
        public readonly ushort PrefixLength;
    }

    // MMDB_entry_data_s: the value is a union of 16 bytes, which begins with a pointer for texts.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Data
    {
        public readonly uint HasData;
        private readonly uint _padding1;
        private readonly uint _padding2;
        private readonly uint _padding3;
        public readonly nint Value;
        private readonly ulong _value2;
        public readonly uint Offset;
        public readonly uint NextOffset;
        public readonly uint Size;
        public readonly uint Type;
    }
}
