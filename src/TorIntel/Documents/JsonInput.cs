using System.Globalization;
using System.Text.Json;

namespace TorIntel;

/// <summary>A JSON document that is read forward in bounded memory: token by token, or by a reader over what is buffered that is begun again when more has come.</summary>
/// <remarks>Never throws for bad data: <see cref="Problem"/> says why it does not go on, with the line.</remarks>
internal sealed class JsonInput
{
    /// <summary>The longest string, and the largest object that is read as one.</summary>
    public const int MaxPieceLength = 4 * 1024 * 1024;

    private const int FirstLength = 64 * 1024;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 32 };

    private readonly Stream? _stream;
    private byte[] _buffer = [];
    private ReadOnlyMemory<byte> _memory;
    private int _start;
    private int _end;
    private bool _isStreamAtEnd;
    private bool _isBegun;
    private long _lineBreaks; // In front of _start.
    private JsonReaderState _state = new(s_options);
    private byte[] _unescaped = [];
    private int _valueStart;
    private int _valueLength;
    private bool _isUnescaped;

    public JsonInput(Stream utf8)
    {
        _stream = utf8;
        _buffer = new byte[FirstLength];
        _memory = _buffer;
    }

    public JsonInput(ReadOnlyMemory<byte> utf8)
    {
        _memory = utf8;
        _end = utf8.Length;
        _isStreamAtEnd = true;
        SkipMark();
    }

    /// <summary>Gets why the document cannot be read on; null if it can, or is at its end.</summary>
    public string? Problem { get; private set; }

    /// <summary>Gets the kind of the token that was read last.</summary>
    public JsonTokenType TokenType { get; private set; }

    /// <summary>Gets how deep the token lies.</summary>
    public int Depth { get; private set; }

    /// <summary>Gets the number of the line that the token is in, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Gets the text of a property name, string or number, without escapes. Valid until the next token.</summary>
    public ReadOnlySpan<byte> Value => _isUnescaped ? _unescaped.AsSpan(0, _valueLength) : _memory.Span.Slice(_valueStart, _valueLength);

    /// <summary>Reads a token.</summary>
    /// <returns>Whether there was one; if not, the document is at its end, or there is a <see cref="Problem"/>.</returns>
    public bool Read()
    {
        while (Problem is null)
        {
            var reader = Begin();
            try
            {
                if (reader.Read())
                {
                    Take(ref reader);
                    return true;
                }
            }
            catch (JsonException e)
            {
                Fail(e);
                return false;
            }

            if (!TryFill())
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Passes over the value whose first token was read last; over a property's value if that was its name.</summary>
    public void Skip()
    {
        if (TokenType == JsonTokenType.PropertyName && !Read())
        {
            return;
        }

        if (TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            var depth = Depth;
            while (Read() && Depth > depth)
            {
            }
        }
    }

    /// <summary>Begins reading what is buffered from where the last token, or <see cref="Commit"/>, ended.</summary>
    public Utf8JsonReader Begin() => new(_memory.Span[_start.._end], isFinalBlock: false, _state);

    /// <summary>Takes what a reader has read, so that the next one begins behind it.</summary>
    public void Commit(ref Utf8JsonReader reader)
    {
        var consumed = (int)reader.BytesConsumed;
        _lineBreaks += _memory.Span.Slice(_start, consumed).Count((byte)'\n');
        _start += consumed;
        _state = reader.CurrentState;
        TokenType = reader.TokenType;
        Depth = reader.CurrentDepth;
    }

    /// <summary>Gives the line of a place in what is buffered, counted from where <see cref="Begin"/> began.</summary>
    public long LineAt(long index) => _lineBreaks + 1 + _memory.Span.Slice(_start, (int)index).Count((byte)'\n');

    /// <summary>Reads more of the stream behind what is buffered.</summary>
    /// <returns>Whether more came; if not, and the document is not at its end, there is a <see cref="Problem"/>.</returns>
    public bool TryFill()
    {
        if (_isStreamAtEnd)
        {
            var isWhole = TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray && Depth == 0;
            if (!isWhole)
            {
                var line = _lineBreaks + 1 + _memory.Span[_start.._end].Count((byte)'\n');
                Problem = string.Create(CultureInfo.InvariantCulture, $"line {line}: it is cut: the JSON does not end");
            }

            return false;
        }

        if (_start == 0 && _end == _buffer.Length)
        {
            if (_buffer.Length >= MaxPieceLength)
            {
                Problem = string.Create(CultureInfo.InvariantCulture, $"line {LineAt(_memory.Span[_start.._end].IndexOfAnyExcept(" \t\r\n,"u8))}: something longer than {MaxPieceLength >> 20} MiB begins here");
                return false;
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        else
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        _memory = _buffer;
        var read = _stream!.ReadAtLeast(_buffer.AsSpan(_end), _buffer.Length - _end, throwOnEndOfStream: false);
        _isStreamAtEnd = read < _buffer.Length - _end;
        _end += read;
        SkipMark();
        return true;
    }

    /// <summary>Notes what a reader threw.</summary>
    public void Fail(JsonException e) => Problem = string.Create(CultureInfo.InvariantCulture, $"line {(e.LineNumber ?? 0) + 1}: no valid JSON");

    private void SkipMark()
    {
        if (!_isBegun && _memory.Span[.._end].StartsWith("\uFEFF"u8))
        {
            _start = 3;
        }

        _isBegun = true;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        Line = LineAt(reader.TokenStartIndex);
        var isText = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String;
        _valueStart = _start + (int)reader.TokenStartIndex + (isText ? 1 : 0);
        _valueLength = reader.ValueSpan.Length;
        _isUnescaped = isText && reader.ValueIsEscaped;
        if (_isUnescaped)
        {
            if (_unescaped.Length < _valueLength)
            {
                _unescaped = new byte[Math.Max(_valueLength, 256)];
            }

            try
            {
                _valueLength = reader.CopyString(_unescaped);
            }
            catch (InvalidOperationException)
            {
                _valueLength = 0; // Half a surrogate pair: no text.
            }
        }

        Commit(ref reader);
    }
}
