using System.Buffers.Text;
using System.Text;

namespace TorIntel.Pipelines;

/// <summary>A condition on one field of a record.</summary>
/// <param name="Slot">The member under which the field is captured.</param>
/// <param name="Test">How it is looked at.</param>
/// <param name="Values">What it is compared with; <c>@source</c> and <c>@destination</c> stand for the addresses of the event.</param>
internal sealed record FieldCondition(EventMember Slot, ConditionTest Test, byte[][] Values)
{
    public bool Holds(ReadOnlySpan<byte> value, bool isPresent, in TorEvent torEvent)
    {
        switch (Test)
        {
            case ConditionTest.Exists:
                return isPresent;
            case ConditionTest.IsNot:
                return !IsAny(value, torEvent);
            case ConditionTest.HasBits:
                return Utf8Parser.TryParse(value, out uint number, out var used) && used == value.Length
                    && Utf8Parser.TryParse(Values[0], out uint bits, out _) && (number & bits) == bits;
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

    private static bool IsAddress(ReadOnlySpan<byte> value, IPAddressValue address) => !address.IsNone && FieldValues.Address(value) == address;
}
