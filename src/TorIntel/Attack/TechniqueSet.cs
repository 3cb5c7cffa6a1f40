using System.Numerics;

namespace TorIntel;

/// <summary>A set of techniques of <see cref="AttackTable"/>, in ascending order of identifier. Two bytes; <c>default</c> is empty.</summary>
public readonly record struct TechniqueSet
{
    private readonly ushort _bits;

    internal TechniqueSet(int bits) => _bits = (ushort)bits;

    /// <summary>Gets the number of techniques.</summary>
    public int Count => BitOperations.PopCount(_bits);

    internal int Bits => _bits;

    /// <summary>Joins two sets.</summary>
    /// <param name="other">The other set.</param>
    public TechniqueSet Union(TechniqueSet other) => new(_bits | other._bits);

    /// <summary>Enumerates the techniques without allocating.</summary>
    public Enumerator GetEnumerator() => new(_bits);

    /// <summary>Enumerates the techniques of a set.</summary>
    public struct Enumerator
    {
        private int _remaining;

        internal Enumerator(int bits)
        {
            _remaining = bits;
            Current = null!;
        }

        /// <summary>Gets the technique.</summary>
        public AttackTechnique Current { get; private set; }

        /// <summary>Goes to the next technique.</summary>
        public bool MoveNext()
        {
            if (_remaining == 0)
            {
                return false;
            }

            Current = AttackTable.Techniques[BitOperations.TrailingZeroCount(_remaining)];
            _remaining &= _remaining - 1;
            return true;
        }
    }
}
