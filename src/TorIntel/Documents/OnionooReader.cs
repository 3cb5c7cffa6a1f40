using System.Globalization;
using System.Text.Json;

namespace TorIntel;

/// <summary>Reads a <c>details</c> document of Onionoo, protocol version 8 (metrics.torproject.org/onionoo.html).</summary>
/// <remarks>
/// <para>
/// Every field but the fingerprint may be missing. A field that cannot be used is reported with its line, and the relay is kept without it; a relay without a
/// fingerprint is reported. JSON that is cut or damaged, and a protocol of a greater major version, are refused. Bridges are passed over: their addresses are made up.
/// </para>
/// <para>
/// <b>Not running.</b> Onionoo returns relays of the past week unless asked for <c>running=true</c>. A relay with <c>"running":false</c> is left out and counted
/// (<see cref="NotRunningCount"/>), unless its <c>last_seen</c> is the document's <c>relays_published</c>, which has to stand before the relays, as Onionoo writes it.
/// </para>
/// <para>
/// <b>Roles</b> come from <c>flags</c>. A relay is also an exit if it has an exit address, or a policy that accepts something. The exit flag is not needed, and
/// BadExit neither gives nor takes: authorities give it to relays that may only be in the middle too. <see cref="RelayDocumentReader.Time"/> is <c>relays_published</c>, the hour of the newest consensus that Onionoo knew.
/// </para>
/// <para>Reads a relay at a time, of at most 4 MiB. Nothing is allocated for a relay but policies that did not occur before. Not safe for several threads.</para>
/// </remarks>
public sealed class OnionooReader : RelayDocumentReader
{
    /// <summary>The greatest major version of the protocol that can be read.</summary>
    public const int MaxMajorVersion = 8;

    private readonly JsonInput _json;
    private readonly OnionooRelay _relay;
    private bool _isInRelays;
    private bool _hasRelays;
    private bool _isBegun;

    /// <summary>Initializes a new instance of the <see cref="OnionooReader"/> class.</summary>
    /// <param name="utf8">The document. It is read, not closed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    public OnionooReader(Stream utf8)
        : this(new JsonInput(utf8 ?? throw new ArgumentNullException(nameof(utf8))))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="OnionooReader"/> class over a document in memory, which is not copied.</summary>
    /// <param name="utf8">The document.</param>
    public OnionooReader(ReadOnlyMemory<byte> utf8)
        : this(new JsonInput(utf8))
    {
    }

    private OnionooReader(JsonInput json)
    {
        _json = json;
        _relay = new OnionooRelay(json, Relay);
    }

    /// <summary>Gets how many relays were left out because they do not run.</summary>
    public int NotRunningCount { get; private set; }

    /// <inheritdoc/>
    /// <remarks>True once a relay with flags, an exit address or an exit policy was read: <c>fields=</c> may have removed them.</remarks>
    public override bool KnowsRoles => _relay.KnowsRoles;

    private protected override bool ReadRelay()
    {
        while (_isInRelays || TryFindRelays())
        {
            if (!TryReadNext(out var what))
            {
                Refuse(_json.Problem!);
                return false;
            }

            switch (what)
            {
                case OnionooElement.End:
                    _isInRelays = false;
                    break;
                case OnionooElement.Relay when _relay.IsStopped && (Time is null || Relay.LastSeen != Time):
                    NotRunningCount++;
                    break;
                case OnionooElement.Relay:
                    return true;
            }
        }

        if (RelayCount == 0 && NotRunningCount != 0)
        {
            Refuse("none of its relays runs");
        }
        else if (Refusal is null)
        {
            RefuseIfUseless();
        }

        return false;
    }

    // Begins again with more bytes until the whole relay is there.
    private bool TryReadNext(out OnionooElement what)
    {
        do
        {
            _relay.Clear();
            var reader = _json.Begin();
            try
            {
                what = _relay.Read(ref reader);
            }
            catch (JsonException e)
            {
                _json.Fail(e);
                what = OnionooElement.None;
                return false;
            }

            if (what != OnionooElement.None)
            {
                foreach (var error in _relay.Errors)
                {
                    AddError(error.Line, error.Reason);
                }

                _json.Commit(ref reader);
                return true;
            }
        }
        while (_json.TryFill());
        return false;
    }

    // Reads what stands around the relays; false at the end.
    private bool TryFindRelays()
    {
        if (!_isBegun)
        {
            _isBegun = true;
            if (_json.Read() && _json.TokenType != JsonTokenType.StartObject)
            {
                Refuse("it is no details document of Onionoo: no object");
                return false;
            }
        }

        while (Refusal is null && _json.Read())
        {
            if (_json.TokenType != JsonTokenType.PropertyName)
            {
                continue; // The end.
            }

            if (_json.Value.SequenceEqual("relays"u8))
            {
                if (_json.Read() && _json.TokenType != JsonTokenType.StartArray)
                {
                    Refuse(string.Create(CultureInfo.InvariantCulture, $"line {_json.Line}: relays is no array"));
                }

                _hasRelays = true;
                _isInRelays = Refusal is null && _json.Problem is null;
                if (_isInRelays)
                {
                    return true;
                }
            }
            else
            {
                ReadMember();
            }
        }

        if (_json.Problem is { } problem)
        {
            Refuse(problem);
        }
        else if (!_hasRelays)
        {
            Refuse("it is no details document of Onionoo: no relays in it");
        }

        return false;
    }

    private void ReadMember()
    {
        var isVersion = _json.Value.SequenceEqual("version"u8);
        var isTime = _json.Value.SequenceEqual("relays_published"u8);
        if (!_json.Read())
        {
            return;
        }

        var isString = _json.TokenType == JsonTokenType.String;
        if (isVersion && isString)
        {
            ReadVersion(_json.Value);
        }
        else if (isTime && isString)
        {
            if (TimeText.TryParseIso(_json.Value, out var time))
            {
                Time = time;
            }
            else
            {
                AddError(_json.Line, $"relays_published: '{PrintableText.Of(_json.Value)}' is no time");
            }
        }
        else
        {
            _json.Skip();
        }
    }

    private void ReadVersion(ReadOnlySpan<byte> version)
    {
        var point = version.IndexOf((byte)'.');
        if (!AddressText.TryParsePort(point < 0 ? version : version[..point], out var major))
        {
            AddError(_json.Line, $"version: '{PrintableText.Of(version)}' is no version");
        }
        else if (major > MaxMajorVersion)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"it is of version {PrintableText.Of(version)} of Onionoo's protocol, and versions after {MaxMajorVersion} cannot be read"));
        }
    }
}
