using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>Edits of text that mend a finding.</summary>
/// <param name="Description">What they do, as an imperative sentence.</param>
/// <param name="Edits">The edits; they do not overlap.</param>
public sealed record Fix(string Description, ImmutableArray<Edit> Edits);
