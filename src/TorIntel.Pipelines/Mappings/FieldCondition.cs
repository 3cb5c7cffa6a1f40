using System.Buffers.Text;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>A condition on one field of a record.</summary>
/// <param name="Slot">The member under which the field is captured.</param>
/// <param name="Test">How it is looked at.</param>
/// <param name="Rank">The rank of the field among those that share the slot; null if the slot is the condition's own.</param>
/// <param name="Values">What it is compared with; <c>@source</c> and <c>@destination</c> stand for the addresses of the event.</param>
internal sealed record FieldCondition(EventMember Slot, ConditionTest Test, int? Rank, byte[][] Values)
{
    /// <summary>Tells whether a record has the field that is asked for.</summary>
    public bool IsIn(EventRecord record) => record.Has(Slot) && (Rank is null || record.Slice(Slot).Field.Rank == Rank);

    public bool Holds(ReadOnlySpan<byte> value, bool isPresent, in TorEvent torEvent)
    {
        switch (Test)
        {
            case ConditionTest.Exists:
                return isPresent;
            case ConditionTest.IsNot:
                return !IsAny(value, torEvent);
            case ConditionTest.HasBits:
                return TryNumbers(value, out var flags, out var bits) && (flags & bits) == bits;
            case ConditionTest.AtLeast:
                return TryNumbers(value, out var large, out var least) && large >= least;
            case ConditionTest.Below:
                return TryNumbers(value, out var small, out var bound) && small < bound;
            case ConditionTest.Contains:
                foreach (var part in Values)
                {
                    if (value.IndexOf(part) >= 0)
                    {
                        return true;
                    }
                }

                return false;
            default:
                return isPresent && IsAny(value, torEvent);
        }
    }

    private bool IsAny(ReadOnlySpan<byte> value, in TorEvent torEvent)
    {
        foreach (var expected in Values)
        {
            if (expected.AsSpan().SequenceEqual("@source"u8) ? IsAddress(value, torEvent.Source)
                : expected.AsSpan().SequenceEqual("@destination"u8) ? IsAddress(value, torEvent.Destination)
                : Ascii.EqualsIgnoreCase(value, expected))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryNumbers(ReadOnlySpan<byte> value, out uint number, out uint expected)
    {
        expected = 0;
        return Utf8Parser.TryParse(value, out number, out var used) && used == value.Length && Utf8Parser.TryParse(Values[0], out expected, out _);
    }

    private static bool IsAddress(ReadOnlySpan<byte> value, IPAddressValue address) => !address.IsNone && FieldValues.Address(value) == address;
}
