namespace TorIntel.Pipelines;

/// <summary>A format of records: finds the fields that matter and says where a tag goes.</summary>
internal interface IRecordFormat
{
    /// <summary>Gets how a tag is added to a record.</summary>
    TagForm TagForm { get; }

    /// <summary>Gets what stands in a column without a value.</summary>
    ReadOnlySpan<byte> UnsetColumn => "-"u8;

    /// <summary>Gets the byte that begins the lines of a header which may come at any time, and perhaps others; 0 if there is none such.</summary>
    byte HeaderStart => 0;

    /// <summary>Gets or sets the lines of the header in force, with their line ends; empty for formats without one. Setting it makes the format go on behind that header.</summary>
    byte[] Header
    {
        get => [];
        set { }
    }

    /// <summary>Gets or sets a value indicating whether the header in force was written again with the columns of the tag.</summary>
    bool IsHeaderExtended
    {
        get => false;
        set { }
    }

    /// <summary>Gets a value indicating whether the header gets the columns of the tag where it stands, because it cannot come again; else it is repeated in front of the first tagged record.</summary>
    bool IsHeaderExtendedInPlace => false;

    /// <summary>Gets a value indicating whether any line may be the header, because there was none so far.</summary>
    bool SeeksHeader => false;

    /// <summary>Gets a value indicating whether a record can go on in the next line, see <see cref="IsOpen"/>.</summary>
    bool HasOpenRecords => false;

    /// <summary>Tells whether a record that begins so goes on in the next line.</summary>
    /// <param name="text">The beginning of the record, without the line end.</param>
    bool IsOpen(ReadOnlySpan<byte> text) => false;

    /// <summary>Reads a record and fills in the event, with the names added through the classifier.</summary>
    /// <param name="text">The record, without the line feed.</param>
    /// <param name="record">What takes the fields.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="network">The view that the event will be judged by.</param>
    /// <returns>What is wrong with the record, or null.</returns>
    string? Read(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network);

    /// <summary>Gets a value indicating whether a record can hold several events, each with a tag of its own.</summary>
    bool HoldsSeveral => false;

    /// <summary>Goes on to the next event of the record that was read last which may have evidence, and fills it in.</summary>
    /// <param name="text">The record.</param>
    /// <param name="record">The record's fields as they were left.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="network">The view that the event will be judged by.</param>
    /// <returns>Whether there is one.</returns>
    bool ReadNext(ReadOnlySpan<byte> text, EventRecord record, TorClassifier classifier, TorNetwork network) => false;

    /// <summary>Says why a tag cannot be added to the record that was read last, although it could be read; null if it can.</summary>
    /// <param name="text">The record.</param>
    /// <param name="record">The fields of the record.</param>
    /// <param name="columns">The columns that would be added, which a format with a header fits to it.</param>
    string? WhyNotTag(ReadOnlySpan<byte> text, EventRecord record, TagColumns columns);

    /// <summary>Gives what must be written in front of the first tagged record behind a header, such as a header with the columns of the tag; usually nothing. For a header that is extended in place, what must be written at its end.</summary>
    /// <param name="lineEnd">How the record's line ends; empty at the end of the input.</param>
    /// <param name="columns">The columns that are added, as <see cref="WhyNotTag"/> fitted them.</param>
    ReadOnlySpan<byte> TakeHeaderForTag(ReadOnlySpan<byte> lineEnd, TagColumns columns);
}
