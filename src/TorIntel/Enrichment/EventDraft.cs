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
        Event.DestinationPort = _destination.Port;

        // Who logs one side only is the other side. Then the port of a service may be what its client wrote in a header, and would turn evidence into less.
        Event.IsServiceLog = _hasClient && _destination.Address.IsNone;
        Event.IsClientLog = _hasServer && _source.Address.IsNone;
        Event.Initiator = _hasClient || _hasServer ? EventInitiator.Source : EventInitiator.NotStated;
        if (Event.IsServiceLog && !_destination.IsPortOfPacket)
        {
            Event.DestinationPort = 0;
        }

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
                _image = index;
                Event.IsTorProcess |= PropertyValue.IsTorProcess(PropertyValue.TextOf(property.Value));
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
            side.Address = address;
            side.Property = index;
            side.SetPort((ushort)port, index, isOfPacket: true);
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
        public static Side None => new() { Property = -1, PortProperty = -1 };

        public IPAddressValue Address;
        public ushort Port;
        public int Property;
        public int PortProperty;

        /// <summary>The port is that of the connection, and not one that somebody wrote in a header.</summary>
        public bool IsPortOfPacket;

        public void SetPort(ushort port, int property, bool isOfPacket)
        {
            if (port != 0 && Port == 0)
            {
                Port = port;
                PortProperty = property;
                IsPortOfPacket = isOfPacket;
            }
        }
    }
}
