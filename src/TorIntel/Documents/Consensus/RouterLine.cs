namespace TorIntel;

/// <summary>The <c>r</c> line that begins the entry of a relay (dir-spec section 3.4.1): read ahead, while the relay in front of it is handed over.</summary>
internal sealed class RouterLine
{
    private readonly byte[] _nickname = new byte[19];
    private int _nicknameLength;
    private RelayFingerprint _fingerprint;
    private uint _address;
    private ushort _orPort;
    private ushort _directoryPort;

    /// <summary>Gets the number of the line.</summary>
    public long Number { get; private set; }

    /// <summary>Gets a value indicating whether the line can be used.</summary>
    public bool IsGood { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <param name="arguments">What stands behind the keyword: nickname, identity, in the ns flavor the digest of the descriptor, a time that means nothing, address, OR port, directory port.</param>
    /// <param name="flavor">The flavor of the document.</param>
    /// <param name="number">The number of the line.</param>
    /// <returns>Why the line cannot be used; null if it can.</returns>
    public string? Read(ReadOnlySpan<byte> arguments, ConsensusFlavor flavor, long number)
    {
        Number = number;
        var reason = Read(arguments, flavor);
        IsGood = reason is null;
        return reason;
    }

    /// <summary>Marks the line as one that cannot be used.</summary>
    public void Refuse(long number) => (Number, IsGood) = (number, false);

    /// <summary>Writes what the line says into a relay.</summary>
    public void CopyTo(RelayStatus relay)
    {
        relay.Fingerprint = _fingerprint;
        relay.TrySetNickname(_nickname.AsSpan(0, _nicknameLength));
        var address = IPAddressValue.FromIPv4(_address);
        relay.AddOrEndpoint(new IPEndpointValue(address, _orPort));
        if (_directoryPort != 0)
        {
            relay.AddDirectoryEndpoint(new IPEndpointValue(address, _directoryPort));
        }
    }

    private string? Read(ReadOnlySpan<byte> rest, ConsensusFlavor flavor)
    {
        var nickname = DocumentText.NextWord(ref rest);
        if (nickname.Length is 0 or > 19)
        {
            return $"{DocumentText.Quote(nickname)} is no nickname";
        }

        nickname.CopyTo(_nickname);
        _nicknameLength = nickname.Length;
        var identity = DocumentText.NextWord(ref rest);
        if (!DocumentText.TryDecodeDigest(identity, out _fingerprint))
        {
            return $"{DocumentText.Quote(identity)} is no identity of 27 base64 characters";
        }

        if (flavor == ConsensusFlavor.Ns)
        {
            DocumentText.NextWord(ref rest); // The digest of the descriptor.
        }

        // The time of publication: fixed to 2038 on today's network, so it is never looked at.
        DocumentText.NextWord(ref rest);
        DocumentText.NextWord(ref rest);
        var address = DocumentText.NextWord(ref rest);
        if (!IPv4Text.TryParse(address, out _address))
        {
            return $"{DocumentText.Quote(address)} is no IPv4 address";
        }

        var orPort = DocumentText.NextWord(ref rest);
        if (!AddressText.TryParsePort(orPort, out _orPort) || _orPort == 0)
        {
            return $"{DocumentText.Quote(orPort)} is no OR port";
        }

        var directoryPort = DocumentText.NextWord(ref rest);
        return AddressText.TryParsePort(directoryPort, out _directoryPort) ? null : $"{DocumentText.Quote(directoryPort)} is no directory port";
    }
}
