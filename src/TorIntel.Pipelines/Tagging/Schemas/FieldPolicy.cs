namespace TorIntel.Pipelines;

/// <summary>What becomes of a field that an event has already. Nothing that is set is ever overwritten.</summary>
internal enum FieldPolicy
{
    /// <summary>The field is ours: an event that has it was tagged before, or the name is taken, and it is not tagged.</summary>
    Own,

    /// <summary>The field stays as it is.</summary>
    SetIfAbsent,

    /// <summary>An array gets what it does not have yet; anything else stays as it is.</summary>
    Append,

    /// <summary>As <see cref="Append"/>, but nothing is written where the object is not there that the field belongs in.</summary>
    AppendWithin,
}
