using System.Buffers;
using System.Text.Json;

namespace TorIntel;

/// <content>The exit policies, exact and in summary.</content>
internal sealed partial class OnionooRelay
{
    private readonly ArrayBufferWriter<byte> _policy = new();
    private readonly Utf8Cache<ExitPolicy> _policies = new(ExitPolicy.TryParse);
    private readonly Utf8Cache<ExitPolicySummary> _summaries = new(ExitPolicySummary.TryParse);

    private bool TryReadPolicy(ref Utf8JsonReader reader)
    {
        var (isRight, place) = (true, reader.TokenStartIndex);
        _policy.ResetWrittenCount();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                if (isRight && _policies.TryGet(_policy.WrittenSpan, out var policy))
                {
                    status.ExitPolicy = policy;
                    MakeExit(policy.AcceptsAny);
                }
                else if (isRight)
                {
                    AddError(json.LineAt(place), "exit_policy: empty, or of more lines than any exit has");
                }

                return true;
            }

            var isRule = reader.TokenType == JsonTokenType.String && ExitPolicyRule.TryParse(TextOf(ref reader), out _);
            if (isRule)
            {
                Separate((byte)'\n');
                _policy.Write(TextOf(ref reader));
            }
            else if (isRight)
            {
                isRight = false; // A policy with a rule missing would be another one.
                AddError(ref reader, Field.ExitPolicy, "a line that is no rule, so the policy is not known");
            }

            if (!reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadSummary(ref Utf8JsonReader reader, Field field)
    {
        var place = reader.TokenStartIndex;
        _policy.ResetWrittenCount();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                if (!_summaries.TryGet(_policy.WrittenSpan, out var summary))
                {
                    AddError(json.LineAt(place), NameOf(field) + ": no list of ports");
                    return true;
                }

                MakeExit(summary.AcceptsAny);
                (status.ExitPolicySummary, status.ExitPolicySummaryIPv6) = field == Field.ExitPolicySummary
                    ? (summary, status.ExitPolicySummaryIPv6)
                    : (status.ExitPolicySummary, summary);
                return true;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    Separate((byte)'|'); // Both keys at once are no summary.
                    _policy.Write(TextOf(ref reader));
                    break;
                case JsonTokenType.StartArray:
                    _policy.Write(" "u8);
                    break;
                case JsonTokenType.EndArray:
                    break;
                case JsonTokenType.String:
                    _policy.Write(_policy.WrittenSpan is [.., (byte)' '] ? default : ","u8);
                    _policy.Write(TextOf(ref reader));
                    break;
                default:
                    _policy.Write("?"u8);
                    break;
            }
        }

        return false;
    }

    private void Separate(byte separator)
    {
        if (_policy.WrittenCount != 0)
        {
            _policy.Write([separator]);
        }
    }
}
