using System.Text;

namespace TorIntel.Pipelines;

/// <summary>Turns verdicts into what is inserted in records: what a schema says, in the form of the record's format.</summary>
internal sealed class TagInserter
{
    private readonly TagFacts _facts;
    private readonly TagWriter _tagWriter;
    private readonly Schema _schema;
    private readonly Schema _keySchema; // In key=value formats, where objects have no place.
    private readonly Additions _additions;
    private readonly Additions _keyAdditions;
    private readonly JsonPlacer _placer;
    private readonly KeyValueWriter _keyValueWriter;
    private readonly ColumnWriter _columnWriter = new();
    private readonly ByteBuffer _object = new();
    private readonly TagSchema _kind;
    private readonly string _tagName;
    private readonly byte[] _memberStart;
    private readonly byte[] _suffixStart;
    private readonly Insertions _insertions = new();

    /// <summary>Initializes a new instance of the <see cref="TagInserter"/> class.</summary>
    /// <param name="network">The view that verdicts come from.</param>
    /// <param name="classifier">The classifier that they come from.</param>
    /// <param name="options">The schema and the name.</param>
    /// <exception cref="ArgumentException">The schema has a field of the name itself.</exception>
    public TagInserter(TorNetwork network, TorClassifier classifier, LogEnricherOptions options)
    {
        _kind = options.Schema;
        _tagName = options.TagName;
        _memberStart = Encoding.ASCII.GetBytes($",\"{_tagName}\":");
        _suffixStart = Encoding.ASCII.GetBytes($" {_tagName}=");
        _facts = new TagFacts(network, classifier, options.StaleAfter);
        _tagWriter = new TagWriter(network, classifier, options.StaleAfter);
        _schema = Schema.Create(_kind, _tagName, _tagWriter);
        _keySchema = _kind == TagSchema.Tor ? new FlatSchema(_tagName) : _schema;
        _additions = new Additions(_schema.Fields.Count);
        _keyAdditions = new Additions(_keySchema.Fields.Count);
        _placer = new JsonPlacer(_schema);
        _keyValueWriter = new KeyValueWriter(_keySchema.Fields);
        Columns = new TagColumns(_kind == TagSchema.Ocsf ? [_schema.Fields[0]] : _schema.Fields);
    }

    /// <summary>Gets a value indicating whether a record of several events gets a tag for each; other schemas have fields for one.</summary>
    public bool TakesSeveral => _kind == TagSchema.Tor;

    /// <summary>Gets the columns that are added in formats that have some.</summary>
    public TagColumns Columns { get; }

    /// <summary>Gets what is inserted in the record that was prepared last, in ascending order of place.</summary>
    public IReadOnlyList<Insertion> Insertions => _insertions.All;

    /// <summary>Gives the text of an insertion.</summary>
    public ReadOnlySpan<byte> TextOf(Insertion insertion) => _insertions.TextOf(insertion);

    /// <summary>Prepares what is inserted in a record.</summary>
    /// <param name="text">The record.</param>
    /// <param name="record">Its fields.</param>
    /// <param name="verdict">Its verdict, with evidence.</param>
    /// <param name="format">Its format.</param>
    /// <returns>Why it cannot be tagged, or null.</returns>
    public string? Prepare(ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict, IRecordFormat format)
    {
        _insertions.Clear();
        var problem = format.WhyNotTag(text, record, Columns);
        if (problem is not null)
        {
            return problem;
        }

        return format.TagForm switch
        {
            TagForm.JsonMember => PrepareJson(text, record, verdict),
            TagForm.TextSuffix => PrepareSuffix(text, record, verdict),
            TagForm.KeyValue or TagForm.CefExtension or TagForm.LeefAttributes => PrepareKeys(text, record, verdict, format.TagForm),
            _ => PrepareColumns(text, record, verdict, format),
        };
    }

    /// <summary>Adds the tag of another event of the same record, behind what was prepared for the first.</summary>
    /// <param name="text">The record.</param>
    /// <param name="record">The fields of the event.</param>
    /// <param name="verdict">Its verdict, with evidence.</param>
    public void Append(ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict)
    {
        _insertions.Bytes.Write((byte)',');
        _tagWriter.Write(_insertions.Bytes, text, record, verdict);
    }

    /// <summary>Says that there are no more.</summary>
    public void EndSeveral()
    {
        _insertions.Bytes.Write((byte)']');
        _insertions.End();
    }

    private string? PrepareJson(ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict)
    {
        if (_kind != TagSchema.Tor)
        {
            Fill(_schema, _additions, text, record, verdict);
            return _placer.Place(text, _additions, _insertions);
        }

        if (record.Has(EventMember.Tag))
        {
            return TagNames.AlreadyThere(_tagName);
        }

        _insertions.Begin(record.InsertAt);
        _insertions.Bytes.Write(_memberStart);
        if (record.Tuple.Field is not null)
        {
            _insertions.Bytes.Write((byte)'[');
            _tagWriter.Write(_insertions.Bytes, text, record, verdict);
            return null;
        }

        _tagWriter.Write(_insertions.Bytes, text, record, verdict);
        _insertions.End();
        return null;
    }

    private string? PrepareSuffix(ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict)
    {
        if (HasSuffix(text))
        {
            return TagNames.AlreadyThere(_tagName);
        }

        _insertions.Begin(record.InsertAt);
        _insertions.Bytes.Write(_suffixStart);
        WriteObject(text, record, verdict, _insertions.Bytes);
        _insertions.End();
        return null;
    }

    private string? PrepareKeys(ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict, TagForm form)
    {
        Fill(_keySchema, _keyAdditions, text, record, verdict);
        return _keyValueWriter.Write(text, record.InsertAt, form, _keyAdditions, _facts.Roles, _insertions);
    }

    private string? PrepareColumns(ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict, IRecordFormat format)
    {
        _insertions.Begin(record.InsertAt);
        if (_kind == TagSchema.Ocsf)
        {
            // Its objects have no place in columns: all of them are one.
            _object.Clear();
            WriteObject(text, record, verdict, _object);
            ColumnWriter.WriteObject(_object.Bytes, format.TagForm, _insertions.Bytes);
        }
        else
        {
            Fill(_schema, _additions, text, record, verdict);
            foreach (var field in Columns.Added)
            {
                _columnWriter.Write(_additions, field, format.TagForm, format.UnsetColumn, _insertions.Bytes);
            }
        }

        _insertions.End();
        return null;
    }

    private void WriteObject(ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict, ByteBuffer output)
    {
        if (_kind == TagSchema.Tor)
        {
            _tagWriter.Write(output, text, record, verdict);
            return;
        }

        Fill(_schema, _additions, text, record, verdict);
        _placer.WriteObject(_additions, output);
    }

    private void Fill(Schema schema, Additions additions, ReadOnlySpan<byte> text, EventRecord record, in TorVerdict verdict)
    {
        _facts.Set(record, verdict);
        additions.Clear();
        schema.Write(text, _facts, additions);
    }

    // At the end of the line an object behind the name: whatever else has this form was not written by a log.
    private bool HasSuffix(ReadOnlySpan<byte> text)
    {
        var found = text is [.., (byte)'}'] ? text.LastIndexOf(_suffixStart) : -1;
        return found >= 0 && text[(found + _suffixStart.Length)..] is [(byte)'{', ..] suffix && JsonText.IsValidObject(suffix);
    }
}
