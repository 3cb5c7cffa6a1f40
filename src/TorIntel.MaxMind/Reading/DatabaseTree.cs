using System.Buffers.Binary;

namespace TorIntel.MaxMind;

/// <summary>The search tree of a database: finds the prefixes of exits, in time that does not depend on how many paths a tree that was made to fork without end has.</summary>
/// <remarks>
/// Nodes may be shared, so there may be more paths than anybody can walk. What is below a node is found out once: whether there is an exit, whether all of it is one, how deep it goes. Then only those
/// paths are walked that end in an exit, and their number has a limit. Each record of data is read once as well.
/// </remarks>
internal ref struct DatabaseTree
{
    private const int MaxExits = AddressListReader.MaxEntries;
    private const long MaxSteps = 64L * 1024 * 1024; // Values to read altogether; ten times what the largest databases have.
    private const long MaxWalked = 256L * 1024 * 1024; // Nodes on the ways to exits. Those that are aliases are walked to and do not count as exits.
    private const byte IsBeingRead = 0xFF;
    private const byte HasExit = 1;
    private const byte IsAllExits = 2;

    // What 6to4, IPv4-mapped and Teredo addresses begin with before their IPv4 address. Below a 6to4 network everything belongs to its IPv4 address; behind Teredo that is the address of a server,
    // so a host there is one of its own.
    private static readonly (UInt128 Prefix, int Length, bool CoversHosts)[] s_aliases = [((UInt128)0x2002 << 112, 16, true), ((UInt128)0xFFFF << 32, 96, true), ((UInt128)0x2001_0000 << 96, 32, false)];

    private readonly ReadOnlySpan<byte> _database;
    private readonly DatabaseMetadata _metadata;
    private readonly byte[] _heights; // Of nodes; 0 if nothing is known of one yet.
    private readonly byte[] _exits; // Of nodes.
    private readonly byte[] _data; // By offset: 0 if it was not read yet, else 4 and what it is.
    private readonly List<IPPrefix> _found = [];
    private long _steps;
    private long _walked;
    private uint _ipv4;
    private int _ipv4Depth;

    public DatabaseTree(ReadOnlySpan<byte> database, DatabaseMetadata metadata)
    {
        _database = database;
        _metadata = metadata;
        _heights = new byte[metadata.NodeCount];
        _exits = new byte[metadata.NodeCount];
        _data = new byte[metadata.DataEnd - metadata.DataStart];
    }

    /// <summary>Finds the prefixes of exits, without those that only say again, behind 6to4, Teredo or as IPv4-mapped addresses, that an IPv4 address is an exit.</summary>
    /// <exception cref="InvalidDataException">The tree or its data are damaged, or there are more exits than the Tor network ever had.</exception>
    public List<IPPrefix> FindExits()
    {
        var width = _metadata.IsIPv6 ? 128 : 32;
        Survey(0, 0, width);
        if (!_metadata.IsIPv6)
        {
            Walk(0, 0, 0, isIPv4: true);
            return _found;
        }

        // A prefix shorter than /96 may cover all of IPv4; then it is one of IPv6 and nothing else.
        while (_ipv4Depth < 96 && _ipv4 < _metadata.NodeCount)
        {
            _ipv4 = Child(_ipv4, 0);
            _ipv4Depth++;
        }

        if (_ipv4Depth == 96)
        {
            Walk(_ipv4, 0, 0, isIPv4: true);
        }

        Walk(0, 0, 0, isIPv4: false);
        return _found;
    }

    // Recursion ends at the depth that addresses have.
    private (byte Height, byte Exits) Survey(uint record, int depth, int width)
    {
        if (record >= _metadata.NodeCount)
        {
            return (0, ExitsAt(record));
        }

        if (_heights[record] == 0 && depth < width)
        {
            _heights[record] = IsBeingRead;
            var left = Survey(Child(record, 0), depth + 1, width);
            var right = Survey(Child(record, 1), depth + 1, width);
            _heights[record] = (byte)(Math.Max(left.Height, right.Height) + 1);
            _exits[record] = (byte)(((left.Exits | right.Exits) & HasExit) | (left.Exits & right.Exits & IsAllExits));
        }

        // One that is being read is in a circle.
        return _heights[record] is not (0 or IsBeingRead) && depth + _heights[record] <= width ? (_heights[record], _exits[record]) : throw DamagedTree();
    }

    private void Walk(uint record, UInt128 address, int depth, bool isIPv4)
    {
        var exits = record < _metadata.NodeCount ? _exits[record] : ExitsAt(record);
        if (++_walked > MaxWalked)
        {
            throw DamagedTree();
        }

        if ((exits & HasExit) == 0 || (!isIPv4 && (IsIPv4(address, depth) || IsAlias(record, address, depth))))
        {
            return;
        }

        if (record >= _metadata.NodeCount)
        {
            Add(address, depth, isIPv4);
            return;
        }

        for (var side = 0; side < 2; side++)
        {
            var bit = side == 0 ? UInt128.Zero : UInt128.One << ((isIPv4 ? 32 : 128) - 1 - depth);
            Walk(Child(record, side), address | bit, depth + 1, isIPv4);
        }
    }

    private void Add(UInt128 address, int length, bool isIPv4)
    {
        if (_found.Count == MaxExits)
        {
            throw new InvalidDataException("it has more exits than the Tor network ever had");
        }

        // A mapped address is one of IPv4.
        var value = isIPv4 ? IPAddressValue.FromIPv4((uint)address) : IPAddressValue.FromIPv6(address);
        length = value.IsIPv4 && !isIPv4 ? length - 96 : length;
        _found.Add(IPPrefix.TryCreate(value, length, out var prefix) ? prefix : throw DamagedTree());
    }

    private readonly bool IsIPv4(UInt128 address, int depth) => depth == 96 && address == 0 && _ipv4Depth == 96;

    // The whole prefix says again what the IPv4 prefix in it says.
    private bool IsAlias(uint record, UInt128 address, int depth)
    {
        foreach (var (start, length, coversHosts) in s_aliases)
        {
            if (depth >= length && address >> (128 - length) == start >> (128 - length) && _ipv4Depth == 96)
            {
                var original = _ipv4;
                for (var at = length; at < Math.Min(depth, length + 32) && original < _metadata.NodeCount; at++)
                {
                    original = Child(original, (int)(address >> (127 - at)) & 1);
                }

                var exits = original < _metadata.NodeCount ? _exits[original] : ExitsAt(original);
                return (depth <= length + 32 && original == record) || ((exits & IsAllExits) != 0 && (coversHosts || (record >= _metadata.NodeCount && depth <= length + 32)));
            }
        }

        return false;
    }

    private byte ExitsAt(uint record)
    {
        if (record == _metadata.NodeCount)
        {
            return 0;
        }

        var offset = (long)record - _metadata.NodeCount - (_metadata.DataStart - _metadata.TreeLength);
        if (offset < 0 || offset >= _data.Length)
        {
            throw DamagedTree();
        }

        if (_data[offset] == 0)
        {
            _data[offset] = (byte)(4 | (IsExit((int)offset) ? HasExit | IsAllExits : 0));
        }

        return (byte)(_data[offset] & (HasExit | IsAllExits));
    }

    private bool IsExit(int offset)
    {
        var cursor = new DataCursor(_database[_metadata.DataStart.._metadata.DataEnd], offset);
        var isExit = false;
        for (var left = cursor.BeginMap(); left > 0; left--)
        {
            if (cursor.ReadText().SequenceEqual("is_tor_exit_node"u8))
            {
                isExit |= cursor.ReadBoolean();
            }
            else
            {
                cursor.Skip(MaxSteps - _steps);
            }
        }

        _steps += cursor.Steps;
        return _steps <= MaxSteps ? isExit : throw new InvalidDataException("its data are damaged");
    }

    private readonly uint Child(uint node, int side)
    {
        var bits = _metadata.RecordSize;
        var bytes = _database.Slice((int)(node * (ulong)(bits / 4)), bits / 4);
        return bits switch
        {
            24 => BinaryPrimitives.ReadUInt32BigEndian(side == 0 ? [0, .. bytes[..3]] : [0, .. bytes[3..]]),
            28 when side == 0 => (uint)((bytes[3] >> 4 << 24) | (bytes[0] << 16) | (bytes[1] << 8) | bytes[2]),
            28 => BinaryPrimitives.ReadUInt32BigEndian(bytes[3..]) & 0x0FFF_FFFF,
            _ => BinaryPrimitives.ReadUInt32BigEndian(bytes[(side * 4)..]),
        };
    }

    private static InvalidDataException DamagedTree() => new("its search tree is damaged");
}
