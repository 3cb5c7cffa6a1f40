using System.Runtime.CompilerServices;

namespace TorIntel;

/// <summary>Puts the properties of an event together to what the classifier judges, and keeps which property is what.</summary>
/// <remarks>Where several properties are for one address, the first counts that the view knows, else the first that is an address.</remarks>
internal ref struct EventDraft(TorNetwork network, TorClassifier classifier, ReadOnlySpan<TorProperty> properties)
{
    private const int MaxNames = 16;

    private readonly ReadOnlySpan<TorProperty> _properties = properties;
    private Side _source;
    private Side _destination;
    private bool _hasClient;
    private bool _hasServer;
    private NameOrdinals _names;
    private int _nameCount;
    private int _image;
    private int _subject;
    private int _issuer;

    public TorEvent Event;

    public void Read(DateTimeOffset? time)
    {
        Event = new TorEvent { Time = time };
        _source = _destination = Side.None;
        _image = _subject = _issuer = -1;
        for (var i = 0; i < _properties.Length; i++)
        {
            Read(i, _properties[i]);
        }

        Event.Source = _source.Address;
        Event.Destination = _destination.Address;
        Event.SourcePort = _source.Port;

        // Who logs one side only is the other side.
        Event.IsServiceLog = _hasClient && _destination.Address.IsNone;
        Event.IsClientLog = _hasServer && _source.Address.IsNone;
        Event.Initiator = _hasClient || _hasServer || _source.IsClientsPort ? EventInitiator.Source : EventInitiator.NotStated;
        Event.DestinationPort = IsPortTheClientsWord() ? (ushort)0 : _destination.Port;
        if (_subject >= 0 && _issuer >= 0)
        {
            AddCertificate();
        }
    }

    /// <summary>Gives the names of the properties that addresses and ports came from.</summary>
    public readonly FieldNames FieldNames => new(NameAt(_source.Property), NameAt(_source.PortProperty), NameAt(_destination.Property), NameAt(_destination.PortProperty));

    /// <summary>Gives the number of the property that evidence was seen in.</summary>
    public readonly int PropertyOf(TorEvidence evidence) => evidence.Field switch
    {
        EventField.Source => _source.Property,
        EventField.SourcePort => _source.PortProperty,
        EventField.Destination => _destination.Property,
        EventField.DestinationPort => _destination.PortProperty,
        EventField.ProcessImage => _image,
        EventField.TlsSubject => _subject,
        _ => _names[evidence.NameOrdinal],
    };

    // The port of a service mostly comes out of a header, where a client could write one that its exit's policy refuses, and so turn evidence into less.
    private readonly bool IsPortTheClientsWord() => _hasClient && !_destination.IsPortOfPacket
        && (Event.IsServiceLog || (network.FindRow(Event.Source) >= 0 && !classifier.IsInternal(Event.Source)));

    private readonly string? NameAt(int property) => property < 0 ? null : _properties[property].Name;

    private void Read(int index, in TorProperty property)
    {
        switch (property.Field)
        {
            case TorField.Client or TorField.Source:
                _hasClient |= ReadAddress(index, property, ref _source) && property.Field == TorField.Client;
                break;
            case TorField.Server or TorField.Destination:
                _hasServer |= ReadAddress(index, property, ref _destination) && property.Field == TorField.Server;
                break;
            case TorField.ClientPort or TorField.SourcePort:
                _source.SetPort(PropertyValue.PortOf(property.Value), index, property.Field == TorField.SourcePort);
                _source.IsClientsPort |= property.Field == TorField.ClientPort;
                break;
            case TorField.ServerPort or TorField.DestinationPort:
                _destination.SetPort(PropertyValue.PortOf(property.Value), index, property.Field == TorField.DestinationPort);
                break;
            case TorField.Transport:
                Event.Transport = PropertyValue.TransportOf(property.Value);
                break;
            case TorField.TlsSubject:
                _subject = index;
                break;
            case TorField.TlsIssuer:
                _issuer = index;
                break;
            case TorField.ProcessImage:
                if (!Event.IsTorProcess && PropertyValue.IsTorProcess(PropertyValue.TextOf(property.Value)))
                {
                    Event.IsTorProcess = true;
                    _image = index;
                }

                break;
            case TorField.None:
                break;
            default:
                AddName(index, EventFieldOf(property.Field), property);
                break;
        }
    }

    private static EventField EventFieldOf(TorField field) => field switch
    {
        TorField.DnsQuery => EventField.DnsQuery,
        TorField.TlsServerName => EventField.TlsServerName,
        TorField.HttpHost => EventField.HttpHost,
        TorField.Url => EventField.Url,
        _ => EventField.HostName,
    };

    private bool ReadAddress(int index, in TorProperty property, ref Side side)
    {
        var address = PropertyValue.AddressOf(property.Value, out var port);
        if (address.IsNone)
        {
            AddName(index, EventField.HostName, property);
            return false;
        }

        if (side.Address.IsNone || (network.FindRow(side.Address) < 0 && network.FindRow(address) >= 0))
        {
            side.SetAddress(address, (ushort)port, index);
        }

        return true;
    }

    [SkipLocalsInit]
    private void AddName(int index, EventField field, in TorProperty property)
    {
        Span<byte> buffer = stackalloc byte[PropertyValue.MaxNameLength];
        if (_nameCount < MaxNames && PropertyValue.TextOf(property.Value) is { } text && PropertyValue.NameOf(property.Field, text, buffer) is { Length: > 0 } name)
        {
            _names[classifier.AddHost(ref Event, field, name)] = index;
            _nameCount++;
        }
    }

    [SkipLocalsInit]
    private void AddCertificate()
    {
        Span<byte> subject = stackalloc byte[PropertyValue.MaxNameLength];
        Span<byte> issuer = stackalloc byte[PropertyValue.MaxNameLength];
        Event.AddCertificate(
            PropertyValue.NameOf(TorField.TlsSubject, PropertyValue.TextOf(_properties[_subject].Value), subject),
            PropertyValue.NameOf(TorField.TlsIssuer, PropertyValue.TextOf(_properties[_issuer].Value), issuer));
    }

    [InlineArray(MaxNames)]
    private struct NameOrdinals
    {
        private int _first;
    }

    private struct Side
    {
        private ushort _addressPort; // written behind the address, and so of no other
        private ushort _port;
        private int _portProperty;
        private bool _isPortOfPacket;

        public static Side None => new() { Property = -1, _portProperty = -1 };

        public IPAddressValue Address { get; private set; }

        public int Property { get; private set; }

        /// <summary>Gets or sets a value indicating whether a port is told to be that of the side that opened the connection.</summary>
        public bool IsClientsPort { get; set; }

        public readonly ushort Port => _addressPort != 0 ? _addressPort : _port;

        public readonly int PortProperty => _addressPort != 0 ? Property : _portProperty;

        /// <summary>Gets a value indicating whether the port is that of the connection, and not one that somebody wrote in a header.</summary>
        public readonly bool IsPortOfPacket => _addressPort != 0 || _isPortOfPacket;

        public void SetAddress(IPAddressValue address, ushort port, int property)
        {
            Address = address;
            Property = property;
            _addressPort = port;
        }

        public void SetPort(ushort port, int property, bool isOfPacket)
        {
            if (port != 0 && _port == 0)
            {
                _port = port;
                _portProperty = property;
                _isPortOfPacket = isOfPacket;
            }
        }
    }
}
