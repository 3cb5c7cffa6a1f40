using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>What two events must have in common to get the same finding: all that is shown of them.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct FindingKey(in TorVerdict verdict, IPAddressValue source, IPAddressValue destination, ushort port, FieldNames names)
{
    private readonly TorVerdict _verdict = verdict;
    private readonly IPAddressValue _source = source;
    private readonly IPAddressValue _destination = destination;
    private readonly ushort _port = port;
    private readonly FieldNames _names = names;

    public int Hash => HashCode.Combine(_source, _destination, _port, _verdict.Confidence, _verdict.Direction);

    public bool IsSameAs(in FindingKey other) => _port == other._port && _source == other._source && _destination == other._destination
        && _names == other._names && _verdict.IsSameAs(other._verdict);
}
