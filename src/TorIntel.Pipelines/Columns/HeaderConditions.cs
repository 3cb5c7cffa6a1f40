namespace TorIntel.Pipelines;

/// <summary>Conditions on what a header says hold for all records under it, so they are decided once.</summary>
internal static class HeaderConditions
{
    /// <summary>Gives a mapping in which conditions on a pseudo field are decided.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="field">The name of the pseudo field.</param>
    /// <param name="value">What the header says; empty if it says nothing.</param>
    public static LogMapping Resolve(LogMapping mapping, string field, byte[] value)
    {
        if (mapping.Fields.FirstOrDefault(known => string.Equals(known.Name, field, StringComparison.Ordinal)) is not { } pseudo)
        {
            return mapping;
        }

        return new LogMapping
        {
            Name = mapping.Name,
            Source = mapping.Source,
            Title = mapping.Title,
            Syntax = mapping.Syntax,
            Fields = mapping.Fields,
            CaseField = mapping.CaseField,
            Initiators = Resolve(mapping.Initiators, pseudo.Member, value),
            Transports = Resolve(mapping.Transports, pseudo.Member, value),
            Services = Resolve(mapping.Services, pseudo.Member, value),
            Times = Resolve(mapping.Times, pseudo.Member, value),
            IsUtc = mapping.IsUtc,
            Unset = mapping.Unset,
            Recognitions = mapping.Recognitions,
            SyntaxStatements = mapping.SyntaxStatements,
        };
    }

    private static ConditionalRule<T>[] Resolve<T>(ConditionalRule<T>[] rules, EventMember slot, byte[] value) =>
    [
        .. rules.Where(rule => rule.When.All(condition => condition.Slot != slot || condition.Holds(value, value.Length != 0, default)))
            .Select(rule => rule with { When = [.. rule.When.Where(condition => condition.Slot != slot)] }),
    ];
}
