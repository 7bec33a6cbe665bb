using System.Collections.Immutable;

namespace PoPipeline.Rules.Shell;

/// <summary>Where the characters of a word are written.</summary>
/// <param name="Anchors">From this offset of the word on, until the next anchor, the characters stand side by side in the text.</param>
/// <param name="Expansions">Offsets and lengths of what an outer shell or the platform expands.</param>
internal sealed record WordShape(ImmutableArray<(int Offset, int Position)> Anchors, ImmutableArray<Expansion> Expansions);
