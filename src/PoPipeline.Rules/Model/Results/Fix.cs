using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Results;

/// <summary>Edits of text that mend a finding.</summary>
/// <param name="Description">What they do, as an imperative sentence.</param>
/// <param name="Edits">The edits; they do not overlap.</param>
public sealed record Fix(string Description, ImmutableArray<Edit> Edits);

/// <summary>One replacement of text.</summary>
/// <param name="Place">What is replaced; an empty region inserts.</param>
/// <param name="Text">The new text.</param>
public sealed record Edit(Place Place, string Text);
