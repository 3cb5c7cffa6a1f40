namespace TorIntel;

/// <summary>Fields that are written as a whole or not at all, so that what belongs together comes from one hand.</summary>
[Flags]
internal enum FieldGroups
{
    None = 0,

    Attack = 1,

    Software = 2,

    Feed = 4,

    Rule = 8,
}
