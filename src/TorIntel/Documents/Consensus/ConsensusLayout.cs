namespace TorIntel;

/// <summary>Where the parts of a consensus lie, and what its head says.</summary>
internal ref struct ConsensusLayout(ReadOnlySpan<byte> document)
{
    private const int MaxLength = ConsensusVerifier.MaxLength;

    private readonly ReadOnlySpan<byte> _document = document;

    /// <summary>Gets where the signed part begins: behind an annotation, if there is one.</summary>
    public int Start { get; private set; }

    /// <summary>Gets where the first signature item begins.</summary>
    public int Signatures { get; private set; }

    /// <summary>Gets where the signed part ends: behind the space of the first signature item.</summary>
    public readonly int End => Signatures + "directory-signature ".Length;

    public ConsensusHeader? Header { get; private set; }

    /// <summary>Finds the parts.</summary>
    /// <param name="position">Where something is wrong.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public string? Find(out int position)
    {
        position = 0;
        if (_document.Length > MaxLength)
        {
            return $"it is longer than {MaxLength >> 20} MiB";
        }

        if (_document.StartsWith("@type "u8))
        {
            Start = _document.IndexOf((byte)'\n') + 1;
        }

        position = Start;
        if (!_document[Start..].StartsWith("network-status-version "u8))
        {
            return _document.IsEmpty ? "it is empty" : "it does not begin with network-status-version";
        }

        var unusual = _document.IndexOfAnyExceptInRange((byte)0x01, (byte)0x7F);
        if (unusual >= 0)
        {
            position = unusual;
            return "it has a byte that is not ASCII";
        }

        var signatures = _document[Start..].IndexOf("\ndirectory-signature"u8);
        if (signatures < 0)
        {
            position = _document.Length;
            return "it has no signature";
        }

        Signatures = Start + signatures + 1;
        position = Signatures;
        return _document[Signatures..].StartsWith("directory-signature "u8) ? ReadHeader(ref position) : "something stands where the first signature should";
    }

    private string? ReadHeader(ref int position)
    {
        var text = _document[Start..Signatures];
        var firstRelay = text.IndexOf("\nr "u8);
        var items = new DocumentItems(firstRelay < 0 ? text : text[..(firstRelay + 1)]);
        var builder = new ConsensusHeaderBuilder();
        string? reason = null;
        while (reason is null && items.MoveNext())
        {
            reason = builder.Add(items.Keyword, items.Arguments);
        }

        position = Start + items.Position;
        reason ??= items.Error;
        if (reason is null)
        {
            Header = builder.Build(out reason);
            position = Start;
        }

        return reason;
    }
}
