namespace TorIntel.Pipelines;

/// <summary>A statement of a mapping that only one syntax understands.</summary>
/// <param name="Name">Its first word.</param>
/// <param name="Words">The words behind that; quotes are taken away.</param>
/// <param name="Text">All behind the first word as it stands.</param>
/// <param name="Line">The number of its line.</param>
internal sealed record SyntaxStatement(string Name, IReadOnlyList<string> Words, string Text, int Line);
