using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorIntel.Pipelines;

internal sealed partial class JsonEventReader
{
    [StructLayout(LayoutKind.Auto)]
    private ref struct Walk
    {
        private readonly ReadOnlySpan<byte> _text;
        private readonly ReadOnlySpan<JsonStructure.Block> _blocks;
        private readonly EventRecord _record;
        private readonly byte[]? _keyBuffer; // null if there are no escapes
        private readonly byte[][]? _unset;
        private readonly bool _isStrict;
        private ulong _bits; // The structural characters of the block at hand that were not taken yet.
        private int _block;

        public Walk(ReadOnlySpan<byte> text, ReadOnlySpan<JsonStructure.Block> blocks, EventRecord record, byte[]? keyBuffer, byte[][]? unset, bool isStrict)
        {
            _text = text;
            _blocks = blocks;
            _record = record;
            _keyBuffer = keyBuffer;
            _unset = unset;
            _isStrict = isStrict;
            _bits = blocks[0].Structural;
        }

        /// <summary>Gets how many strings were walked through, if that was strict.</summary>
        public int StringCount { get; private set; }

        /// <summary>Gets the position of the structural character that was taken last.</summary>
        public int Last { get; private set; }

        public string? ReadAll(JsonKeyMap map)
        {
            if (!TryTake())
            {
                return NotAnObject;
            }

            var problem = ReadObject(map, 1);
            if (problem is not null)
            {
                return problem;
            }

            var close = Last;
            var isMore = TryTake() || !IsBlank(close + 1, _text.Length);
            Last = close;
            return isMore ? MoreValues : null;
        }

        // Goes to the next structural character.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool TryTake()
        {
            while (_bits == 0)
            {
                if (++_block >= _blocks.Length)
                {
                    return false;
                }

                _bits = _blocks[_block].Structural;
            }

            Last = (_block * 64) + BitOperations.TrailingZeroCount(_bits);
            _bits &= _bits - 1;
            return true;
        }

        // Last is at the opening brace; afterwards it is at the closing one. The hot loop: what it needs stays in registers.
        private string? ReadObject(JsonKeyMap map, int depth)
        {
            if (depth > JsonText.MaxDepth)
            {
                return TooDeep;
            }

            ref var blocks = ref MemoryMarshal.GetReference(_blocks);
            var (block, bits, last) = (_block, _bits, Last);
            for (var isFirst = true; ; isFirst = false)
            {
                var start = last + 1;
                while (bits == 0)
                {
                    if (++block >= _blocks.Length)
                    {
                        return BadGrammar;
                    }

                    bits = Unsafe.Add(ref blocks, block).Structural;
                }

                last = (block * 64) + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
                if (At(last) != ':')
                {
                    (_block, _bits, Last) = (block, bits, last);
                    return isFirst && At(last) == '}' && IsBlank(start, last) ? null : BadGrammar;
                }

                var (keyStart, keyEnd) = (start, last);
                if (!IsString(start, last))
                {
                    (keyStart, keyEnd) = Trim(start, last);
                    if (!IsString(keyStart, keyEnd))
                    {
                        return BadGrammar;
                    }
                }

                if (_isStrict && !IsStrict(keyStart, keyEnd))
                {
                    return BadGrammar;
                }

                ref readonly var entry = ref Find(map, keyStart + 1, keyEnd - 1);
                start = last + 1;
                while (bits == 0)
                {
                    if (++block >= _blocks.Length)
                    {
                        return BadGrammar;
                    }

                    bits = Unsafe.Add(ref blocks, block).Structural;
                }

                last = (block * 64) + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
                var end = At(last);
                if (end is (byte)'{' or (byte)'[')
                {
                    (_block, _bits, Last) = (block, bits, last);
                    var problem = IsBlank(start, last) ? ReadContainer(entry.Member, entry.Child, depth, end) : BadGrammar;
                    if (problem is not null)
                    {
                        return problem;
                    }

                    (block, bits, last) = (_block, _bits, Last);
                    end = At(last);
                }
                else
                {
                    var (scalarStart, scalarEnd) = (start, last);
                    if (!IsScalar(start, last))
                    {
                        (scalarStart, scalarEnd) = Trim(start, last);
                        if (!IsScalar(scalarStart, scalarEnd))
                        {
                            return BadGrammar;
                        }
                    }

                    if (_isStrict && !IsStrict(scalarStart, scalarEnd))
                    {
                        return BadGrammar;
                    }

                    if (entry.Member is not null)
                    {
                        Capture(entry.Member, scalarStart, scalarEnd);
                    }
                }

                if (end != ',')
                {
                    (_block, _bits, Last) = (block, bits, last);
                    return end == '}' ? null : BadGrammar;
                }
            }
        }

        private string? ReadArray(MappedMember? member, JsonKeyMap? map, int depth)
        {
            if (depth > JsonText.MaxDepth)
            {
                return TooDeep;
            }

            for (var isFirst = true; ; isFirst = false)
            {
                var start = Last + 1;
                if (!TryTake())
                {
                    return BadGrammar;
                }

                var end = At(Last);
                if (end is (byte)'{' or (byte)'[')
                {
                    var problem = IsBlank(start, Last) ? ReadContainer(member, map, depth, end) : BadGrammar;
                    if (problem is not null)
                    {
                        return problem;
                    }

                    end = At(Last);
                }
                else
                {
                    var (scalarStart, scalarEnd) = Trim(start, Last);
                    if (!IsScalar(scalarStart, scalarEnd))
                    {
                        return isFirst && scalarStart == scalarEnd && end == ']' ? null : BadGrammar;
                    }

                    if (_isStrict && !IsStrict(scalarStart, scalarEnd))
                    {
                        return BadGrammar;
                    }

                    if (member is not null)
                    {
                        Capture(member, scalarStart, scalarEnd);
                    }
                }

                if (end != ',')
                {
                    return end == ']' ? null : BadGrammar;
                }
            }
        }

        // Last is at the opening bracket; afterwards it is at what follows the value, a comma or the bracket that closes what it stands in.
        private string? ReadContainer(MappedMember? member, JsonKeyMap? map, int depth, byte open)
        {
            if (member is { Member: EventMember.Tag })
            {
                _record.Capture(member, Last, 0); // That it is there is all that matters.
            }

            var problem = !_isStrict && map is null && (member is null || open == '{') ? Skip(depth)
                : open == '{' ? ReadObject(map ?? JsonKeyMap.Empty, depth + 1)
                : ReadArray(member, map, depth + 1);
            if (problem is not null)
            {
                return problem;
            }

            var close = Last;
            return TryTake() && IsBlank(close + 1, Last) ? null : BadGrammar;
        }

        // Goes to the bracket that closes the one at hand; looks at brackets only.
        private string? Skip(int depth)
        {
            // One bit for each bracket that is open: whether it is a brace.
            var kinds = At(Last) == '{' ? 1ul : 0ul;
            var open = 1;
            var brackets = _blocks[_block].Brackets & ~((2ul << (Last & 63)) - 1);
            while (true)
            {
                while (brackets == 0)
                {
                    if (++_block >= _blocks.Length)
                    {
                        return BadGrammar;
                    }

                    brackets = _blocks[_block].Brackets;
                }

                Last = (_block * 64) + BitOperations.TrailingZeroCount(brackets);
                brackets &= brackets - 1;
                var c = At(Last);
                if (c is (byte)'{' or (byte)'[')
                {
                    if (++open + depth > JsonText.MaxDepth)
                    {
                        return TooDeep;
                    }

                    kinds = (kinds << 1) | (c == '{' ? 1ul : 0ul);
                    continue;
                }

                if ((kinds & 1) != (c == '}' ? 1ul : 0ul))
                {
                    return BadGrammar;
                }

                kinds >>= 1;
                if (--open == 0)
                {
                    _bits = _blocks[_block].Structural & ~((2ul << (Last & 63)) - 1);
                    return null;
                }
            }
        }

        private readonly void Capture(MappedMember member, int start, int end)
        {
            var isString = At(start) == '"';
            var (valueStart, length) = isString ? (start + 1, end - start - 2) : (start, end - start);
            var isUnset = isString ? length == 0 : At(start) == 'n';
            if ((!isUnset && (_unset is null || !IsUnset(_text.Slice(valueStart, length)))) || member.Member == EventMember.Tag)
            {
                _record.Capture(member, valueStart, length);
            }
        }

        private readonly bool IsUnset(ReadOnlySpan<byte> value)
        {
            foreach (var text in _unset!)
            {
                if (value.SequenceEqual(text))
                {
                    return true;
                }
            }

            return false;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly ref readonly JsonKeyMap.Slot Find(JsonKeyMap map, int start, int end)
        {
            // Most keys of an event are none of ours, which their first letter and length tell.
            return ref _keyBuffer is null && !map.MayHave(At(start), end - start) ? ref JsonKeyMap.Nothing
                : ref FindSlowly(map, start, end);
        }

        private readonly ref readonly JsonKeyMap.Slot FindSlowly(JsonKeyMap map, int start, int end)
        {
            if (_keyBuffer is not null)
            {
                return ref map.Find(JsonText.Unescape(_text[start..end], _keyBuffer));
            }

            return ref map.Find(ref Unsafe.Add(ref MemoryMarshal.GetReference(_text), start), end - start, _text.Length - start);
        }

        // Every position comes from the scan of this text, so it lies within.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly byte At(int position) => Unsafe.Add(ref MemoryMarshal.GetReference(_text), position);

        private readonly (int Start, int End) Trim(int start, int end)
        {
            var piece = _text[start..end];
            var first = piece.IndexOfAnyExcept(" \t\r\n"u8);
            return first < 0 ? (start, start) : (start + first, start + piece.LastIndexOfAnyExcept(" \t\r\n"u8) + 1);
        }

        private readonly bool IsBlank(int start, int end) => start == end || !_text[start..end].ContainsAnyExcept(" \t\r\n"u8);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly bool IsString(int start, int end) => end - start > 1 && At(start) == '"' && At(end - 1) == '"';

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly bool IsScalar(int start, int end) =>
            IsString(start, end)
            || (start != end && (uint)(At(end - 1) - '0') <= 9 && ((uint)(At(start) - '0') <= 9 || At(start) == '-'))
            || IsLiteral(_text[start..end]);

        // What is left to be checked of a scalar or a key: what lies between its ends.
        private bool IsStrict(int start, int end)
        {
            if (At(start) == '"')
            {
                StringCount++;
                return _keyBuffer is null || JsonText.HasValidEscapes(_text[(start + 1)..(end - 1)]);
            }

            return At(start) > '9' || JsonText.IsNumber(_text[start..end]); // Behind the digits come the letters of literals.
        }

        private static bool IsLiteral(ReadOnlySpan<byte> scalar) => scalar.SequenceEqual("true"u8) || scalar.SequenceEqual("false"u8) || scalar.SequenceEqual("null"u8);
    }
}
