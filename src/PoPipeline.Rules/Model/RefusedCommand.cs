using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>A command that did not count.</summary>
/// <param name="Author">Who wrote it.</param>
/// <param name="Text">The command. Text of others: escape it.</param>
/// <param name="Reasons">Why it does not count, as sentences that the author can act upon.</param>
public sealed record RefusedCommand(Person Author, string Text, ImmutableArray<string> Reasons)
{
    /// <summary>Whether it may still come to count; null where it was refused for good.</summary>
    public bool? Waits { get; init; }
}
