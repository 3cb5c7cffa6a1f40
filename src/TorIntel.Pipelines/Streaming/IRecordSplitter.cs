namespace TorIntel.Pipelines;

/// <summary>Cuts an input into records.</summary>
internal interface IRecordSplitter
{
    /// <summary>Hands on the records that are complete.</summary>
    /// <param name="unread">What was read and not released yet.</param>
    /// <param name="isAtEnd">Whether nothing follows.</param>
    /// <returns>How many bytes were dealt with; the rest comes again, with more behind it.</returns>
    int Split(ReadOnlySpan<byte> unread, bool isAtEnd);
}
