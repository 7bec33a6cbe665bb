using System.Collections.Immutable;
using PoPipeline.Rules.Model.CodeOwners;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>A section made ready to be asked.</summary>
/// <param name="Section">The section.</param>
/// <param name="Entries">Its lines that are no exclusions.</param>
/// <param name="Owned">Their patterns.</param>
/// <param name="Exclusions">Its exclusions; they hold wherever in the section they stand.</param>
/// <param name="Excluded">Their patterns.</param>
internal sealed record SectionTree(
    OwnersSection Section,
    ImmutableArray<OwnersEntry> Entries,
    PatternTree Owned,
    ImmutableArray<OwnersEntry> Exclusions,
    PatternTree Excluded);
