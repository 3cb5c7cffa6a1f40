using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace TorIntel.Pipelines;

/// <summary>Walks through one JSON object and captures the members that a key map names; checks the grammar on the way.</summary>
/// <remarks>No DOM, no allocation, nesting up to <see cref="JsonText.MaxDepth"/>. Not safe for several threads.</remarks>
internal sealed class JsonEventReader(JsonKeyMap root)
{
    private const string NotAnObject = "not a JSON object";
    private const string BadGrammar = "not valid JSON";
    private const string TooDeep = "nested deeper than 64 levels";

    private static readonly SearchValues<byte> s_numberCharacters = SearchValues.Create("0123456789+-.eE"u8);

    private readonly JsonStructure _structure = new();
    private readonly byte[] _keyBuffer = new byte[256];

    /// <summary>Reads an object.</summary>
    /// <param name="text">The record; white space around the object is allowed.</param>
    /// <param name="record">What captures the members.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Read(ReadOnlySpan<byte> text, EventRecord record)
    {
        var problem = _structure.Scan(text);
        var positions = _structure.Positions;
        if (positions.IsEmpty || text[positions[0]] != '{' || !IsBlank(text[..positions[0]]))
        {
            return NotAnObject;
        }

        if (problem is not null)
        {
            return problem;
        }

        if (_structure.HasNonAscii && !Utf8.IsValid(text))
        {
            return "not valid UTF-8";
        }

        var walk = new Walk(text, positions, record, this);
        problem = walk.Object(root, 1);
        if (problem is not null)
        {
            return problem;
        }

        var close = positions[walk.Next - 1];
        if (walk.Next != positions.Length || !IsBlank(text[(close + 1)..]))
        {
            return "more than one JSON value in a line";
        }

        record.HasEscapes = _structure.HasBackslash;
        record.InsertAt = text[..close].LastIndexOfAnyExcept(" \t\r\n"u8) + 1;
        return null;
    }

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.IsEmpty || !text.ContainsAnyExcept(" \t\r\n"u8);

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> key) => _structure.HasBackslash ? JsonText.Unescape(key, _keyBuffer) : key;

    [StructLayout(LayoutKind.Auto)]
    private ref struct Walk(ReadOnlySpan<byte> text, ReadOnlySpan<int> positions, EventRecord record, JsonEventReader owner)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private readonly ReadOnlySpan<int> _positions = positions;

        public int Next { get; private set; }

        // Next is at the opening brace; afterwards it is behind the closing one.
        public string? Object(JsonKeyMap? map, int depth)
        {
            if (depth > JsonText.MaxDepth)
            {
                return TooDeep;
            }

            var start = _positions[Next++] + 1;
            for (var isFirst = true; ; isFirst = false)
            {
                if (Next >= _positions.Length)
                {
                    return BadGrammar;
                }

                var at = _positions[Next];
                if (_text[at] != ':')
                {
                    Next++;
                    return isFirst && _text[at] == '}' && IsBlank(_text[start..at]) ? null : BadGrammar;
                }

                var key = Trim(start, at);
                if (key is not [(byte)'"', .., (byte)'"'])
                {
                    return BadGrammar;
                }

                MappedMember? member = null;
                JsonKeyMap? child = null;
                map?.TryFind(owner.Unescape(key[1..^1]), out member, out child);
                Next++;
                var problem = Value(at + 1, member, child, depth);
                if (problem is not null)
                {
                    return problem;
                }

                at = _positions[Next++];
                if (_text[at] == '}')
                {
                    return null;
                }

                if (_text[at] != ',')
                {
                    return BadGrammar;
                }

                start = at + 1;
            }
        }

        private string? Array(MappedMember? member, JsonKeyMap? map, int depth)
        {
            if (depth > JsonText.MaxDepth)
            {
                return TooDeep;
            }

            var start = _positions[Next++] + 1;
            if (Next < _positions.Length && _text[_positions[Next]] == ']' && IsBlank(_text[start.._positions[Next]]))
            {
                Next++;
                return null;
            }

            while (true)
            {
                var problem = Value(start, member, map, depth);
                if (problem is not null)
                {
                    return problem;
                }

                var at = _positions[Next++];
                if (_text[at] == ']')
                {
                    return null;
                }

                if (_text[at] != ',')
                {
                    return BadGrammar;
                }

                start = at + 1;
            }
        }

        // Afterwards Next is at the character that ends the value, which exists.
        private string? Value(int start, MappedMember? member, JsonKeyMap? map, int depth)
        {
            if (Next >= _positions.Length)
            {
                return BadGrammar;
            }

            var end = _positions[Next];
            var structural = _text[end];
            if (structural is (byte)'{' or (byte)'[')
            {
                if (!IsBlank(_text[start..end]))
                {
                    return BadGrammar;
                }

                var problem = structural == '{' ? Object(map, depth + 1) : Array(member, map, depth + 1);
                return problem ?? (Next < _positions.Length && IsBlank(_text[(_positions[Next - 1] + 1).._positions[Next]]) ? null : BadGrammar);
            }

            var scalar = Trim(start, end);
            if (!IsScalar(scalar))
            {
                return BadGrammar;
            }

            if (member is not null)
            {
                Capture(member, scalar);
            }

            return null;
        }

        private readonly void Capture(MappedMember member, ReadOnlySpan<byte> scalar)
        {
            var offset = (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(_text), ref MemoryMarshal.GetReference(scalar));
            if (scalar[0] == '"')
            {
                record.Capture(member, offset + 1, scalar.Length - 2);
            }
            else if (scalar[0] != 'n')
            {
                record.Capture(member, offset, scalar.Length);
            }
        }

        private readonly ReadOnlySpan<byte> Trim(int start, int end)
        {
            var piece = _text[start..end];
            return piece.IsEmpty || (piece[0] > ' ' && piece[^1] > ' ') ? piece : piece.Trim(" \t\r\n"u8);
        }

        private static bool IsScalar(ReadOnlySpan<byte> scalar)
        {
            if (scalar.IsEmpty)
            {
                return false;
            }

            return scalar[0] switch
            {
                (byte)'"' => scalar.Length > 1 && scalar[^1] == '"',
                (byte)'t' => scalar.SequenceEqual("true"u8),
                (byte)'f' => scalar.SequenceEqual("false"u8),
                (byte)'n' => scalar.SequenceEqual("null"u8),
                (byte)'-' or (>= (byte)'0' and <= (byte)'9') => !scalar.ContainsAnyExcept(s_numberCharacters),
                _ => false,
            };
        }
    }
}
