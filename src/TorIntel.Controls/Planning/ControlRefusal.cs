namespace TorIntel.Controls;

/// <summary>Why a plan or list was refused: for what is done about it, such as an option that lets it through.</summary>
public enum ControlRefusal
{
    /// <summary>Something else; see the message.</summary>
    Other = 0,

    /// <summary>The target cannot express the policy; others can.</summary>
    NotExpressible = 1,

    /// <summary>There would be nothing in the list.</summary>
    Empty = 2,

    /// <summary>The view is too old, of an unknown age, or from the future.</summary>
    Stale = 3,

    /// <summary>The list lost more than half of what it had.</summary>
    Shrunken = 4,

    /// <summary>It would cover a protected network.</summary>
    Protected = 5,

    /// <summary>It would cover addresses that are not globally reachable.</summary>
    SpecialPurpose = 6,

    /// <summary>It would cover far more addresses than relays can have.</summary>
    TooWide = 7,

    /// <summary>There are more entries than the target takes, or than were allowed; prefixes can be joined to fewer.</summary>
    TooMany = 8,

    /// <summary>It is more than the target takes, and nothing can be joined: write one direction or family at a time, or allow more entries.</summary>
    TooLarge = 9,
}
