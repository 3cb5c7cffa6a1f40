namespace TorIntel.Pipelines;

/// <summary>What a verdict says in plain fields of our own, for schemas that have no object for it.</summary>
internal sealed class OwnFields
{
    private readonly SchemaField _confidence;
    private readonly SchemaField _direction;
    private readonly SchemaField _initiator;
    private readonly SchemaField _roles;
    private readonly SchemaField _evidence;
    private readonly SchemaField _evidenceFields;
    private readonly SchemaField _evidenceValues;
    private readonly SchemaField _authorised;
    private readonly SchemaField _fingerprints;
    private readonly SchemaField _nicknames;
    private readonly SchemaField _techniques;
    private readonly SchemaField _attackVersion;
    private readonly SchemaField _source;
    private readonly SchemaField _time;
    private readonly SchemaField _age;
    private readonly SchemaField _stale;
    private readonly SchemaField _verified;

    /// <summary>Initializes a new instance of the <see cref="OwnFields"/> class.</summary>
    /// <param name="names">How the fields are called.</param>
    /// <param name="several">What fields of several strings are: <see cref="FieldKind.Words"/> or <see cref="FieldKind.List"/>.</param>
    /// <param name="isOneKey">Whether a name with dots is one key in JSON.</param>
    /// <param name="root">What all of them are under; null if they stand among other fields.</param>
    public OwnFields(OwnFieldNames names, FieldKind several, bool isOneKey, string? root = null)
    {
        _confidence = Own(names.Confidence, FieldKind.Text);
        _direction = Own(names.Direction, FieldKind.Text);
        _initiator = Own(names.Initiator, FieldKind.Text);
        _roles = Own(names.Roles, several);
        _evidence = Own(names.Evidence, several);
        _evidenceFields = Own(names.EvidenceFields, several);
        _evidenceValues = Own(names.EvidenceValues, several);
        _authorised = Own(names.Authorised, FieldKind.Boolean);
        _fingerprints = Own(names.Fingerprints, several);
        _nicknames = Own(names.Nicknames, several);
        _techniques = Own(names.Techniques, several);
        _attackVersion = Own(names.AttackVersion, FieldKind.Text);
        _source = Own(names.Source, FieldKind.Text);
        _time = Own(names.Time, FieldKind.Time);
        _age = Own(names.Age, FieldKind.Number);
        _stale = Own(names.Stale, FieldKind.Boolean);
        _verified = Own(names.Verified, FieldKind.Boolean);

        SchemaField Own(string name, FieldKind kind) => new(name, kind, FieldPolicy.Own) { IsOneKey = isOneKey, Root = root ?? name };
    }

    /// <summary>Gets the fields; the first one is always written.</summary>
    public IReadOnlyList<SchemaField> All =>
    [
        _confidence, _direction, _initiator, _roles, _evidence, _evidenceFields, _evidenceValues, _authorised, _fingerprints, _nicknames,
        _techniques, _attackVersion, _source, _time, _age, _stale, _verified,
    ];

    /// <summary>Gives the value of each field that has one.</summary>
    public void Write(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        ref readonly var verdict = ref facts.Verdict;
        additions.Set(_confidence, EvidenceText.Of(verdict.Confidence));
        additions.Set(_direction, EvidenceText.Of(verdict.Direction));
        additions.Set(_initiator, verdict.IsInitiatorAssumed ? "assumed" : null);
        foreach (var role in RoleList.NamesOf(facts.Roles))
        {
            additions.Add(_roles, role);
        }

        WriteEvidence(text, facts, additions);
        Span<byte> fingerprint = stackalloc byte[RelayFingerprint.TextLength];
        foreach (var relay in facts.Relays)
        {
            relay.Fingerprint.TryFormat(fingerprint);
            additions.Add(_fingerprints, fingerprint);
        }

        foreach (var relay in facts.Relays)
        {
            additions.Add(_nicknames, relay.Nickname);
        }

        foreach (var technique in facts.Techniques)
        {
            additions.Add(_techniques, technique.Id);
        }

        additions.Set(_attackVersion, facts.Techniques.Count == 0 ? null : AttackTable.Version);
        additions.Set(_source, facts.Source);
        additions.Set(_time, facts.Network.Time);
        if (facts.Age is { } age)
        {
            additions.Set(_age, age);
            additions.Set(_stale, facts.IsStale);
        }

        additions.Set(_verified, facts.IsVerified);
    }

    // Three lists that belong together: the same place, the same piece of evidence.
    private void WriteEvidence(ReadOnlySpan<byte> text, TagFacts facts, Additions additions)
    {
        var isAuthorised = true;
        foreach (var evidence in facts.Verdict.Evidence)
        {
            additions.Add(_evidence, EvidenceText.Of(evidence.Kind), mayRepeat: true);
            isAuthorised &= evidence.IsAuthorised;
        }

        foreach (var evidence in facts.Verdict.Evidence)
        {
            additions.Add(_evidenceFields, EvidenceText.FieldOf(facts.Record, evidence).Field.Path, mayRepeat: true);
        }

        foreach (var evidence in facts.Verdict.Evidence)
        {
            additions.Add(_evidenceValues, facts.ValueOf(text, evidence), mayRepeat: true);
        }

        if (isAuthorised)
        {
            additions.Set(_authorised, value: true);
        }
    }
}
