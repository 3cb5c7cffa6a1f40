using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorIntel;

/// <summary>What a classifier needs to know of one log event. A plain value: make one for each event, on the stack.</summary>
/// <remarks>
/// Everything is optional. Give the fields as the log has them, and say with <see cref="Initiator"/> which side opened the connection. Names are
/// added through <see cref="TorClassifier.AddName"/>, which classifies them and keeps no text.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public struct TorEvent
{
    private NameFindings _names;
    private byte _nameFindings;
    private byte _namesAdded;

    /// <summary>Gets or sets the source address; <c>default</c> if there is none.</summary>
    public IPAddressValue Source { get; set; }

    /// <summary>Gets or sets the destination address; <c>default</c> if there is none.</summary>
    public IPAddressValue Destination { get; set; }

    /// <summary>Gets or sets the source port; 0 if there is none.</summary>
    public ushort SourcePort { get; set; }

    /// <summary>Gets or sets the destination port; 0 if there is none.</summary>
    public ushort DestinationPort { get; set; }

    /// <summary>Gets or sets the transport.</summary>
    public TransportProtocol Transport { get; set; }

    /// <summary>Gets or sets which side opened the connection.</summary>
    public EventInitiator Initiator { get; set; }

    /// <summary>Gets or sets a value indicating whether this is a service's own log (access log, sshd, cloud sign-in): the responder is ours, whether or not it has an address.</summary>
    public bool IsServiceLog { get; set; }

    /// <summary>Gets or sets a value indicating whether this is a client's own log (of an HTTP client, of the resolver on a machine): the initiator is ours, whether or not it has an address.</summary>
    public bool IsClientLog { get; set; }

    /// <summary>Gets or sets a value indicating whether the event's process is Tor or Tor Browser, see <see cref="ProcessClassifier"/>.</summary>
    public bool IsTorProcess { get; set; }

    /// <summary>Gets or sets when it happened: the start of a connection rather than when it was logged; null if unknown.</summary>
    public DateTimeOffset? Time { get; set; }

    [UnscopedRef]
    internal readonly ReadOnlySpan<NameFinding> Names => ((ReadOnlySpan<NameFinding>)_names)[.._nameFindings];

    internal bool HasTorLinkCertificate { get; private set; }

    internal readonly bool HasFindings => _nameFindings != 0 || HasTorLinkCertificate || IsTorProcess;

    /// <summary>Classifies a host name and keeps what it says; gives its number among those added.</summary>
    internal int AddHost(EventField field, ReadOnlySpan<byte> utf8Name)
    {
        var ordinal = _namesAdded;
        _namesAdded = (byte)Math.Min(_namesAdded + 1, byte.MaxValue);
        var nameClass = NameClassifier.Classify(utf8Name);

        if (nameClass != NameClass.None)
        {
            Keep(new NameFinding(nameClass, field, ordinal));
        }

        // A server name of the form that Tor makes up counts only together with a relay's address, so it is kept as a candidate.
        if (field == EventField.TlsServerName && NameClassifier.HasTorLinkForm(utf8Name))
        {
            Keep(new NameFinding(NameClass.None, field, ordinal));
        }

        return ordinal;
    }

    /// <summary>Adds the names in the server's certificate.</summary>
    /// <param name="utf8Subject">The subject's distinguished name.</param>
    /// <param name="utf8Issuer">The issuer's distinguished name.</param>
    public void AddCertificate(ReadOnlySpan<byte> utf8Subject, ReadOnlySpan<byte> utf8Issuer) =>
        HasTorLinkCertificate |= NameClassifier.IsTorLinkCertificate(utf8Subject, utf8Issuer);

    private void Keep(NameFinding finding)
    {
        if (_nameFindings < NameFindings.Capacity)
        {
            _names[_nameFindings++] = finding;
            return;
        }

        var least = 0;
        for (var i = 1; i < NameFindings.Capacity; i++)
        {
            least = TorClassifier.ConfidenceOf(_names[i].Class) < TorClassifier.ConfidenceOf(_names[least].Class) ? i : least;
        }

        if (TorClassifier.ConfidenceOf(_names[least].Class) < TorClassifier.ConfidenceOf(finding.Class))
        {
            _names[least] = finding;
        }
    }
}
