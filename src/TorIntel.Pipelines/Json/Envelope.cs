namespace TorIntel.Pipelines;

/// <summary>The members under which documents hold arrays of records.</summary>
internal static class Envelope
{
    private static readonly byte[][] s_names =
    [
        [.. "Records"u8], // CloudTrail, S3, SQS
        [.. "records"u8], // Azure diagnostics, Kinesis
        [.. "value"u8], // Microsoft Graph, OData
        [.. "Findings"u8], // GuardDuty and Security Hub, from the command line
        [.. "findings"u8],
        [.. "events"u8],
        [.. "Events"u8],
        [.. "logs"u8],
        [.. "entries"u8],
        [.. "items"u8],
        [.. "results"u8],
        [.. "result"u8],
        [.. "data"u8],
        [.. "flows"u8],
    ];

    /// <summary>Tells whether a key is the name of such a member.</summary>
    public static bool HoldsRecords(ReadOnlySpan<byte> key)
    {
        foreach (var name in s_names)
        {
            if (key.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }
}
