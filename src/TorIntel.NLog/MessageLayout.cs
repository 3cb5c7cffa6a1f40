namespace TorIntel;

/// <summary>The properties that a message template has.</summary>
/// <param name="Template">The template; compared by reference.</param>
/// <param name="Fields">The properties, also those that hold nothing that matters.</param>
internal sealed record MessageLayout(string Template, KeyValuePair<string, TorField>[] Fields);
