using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PoPipeline.Rules.Model;

/// <summary>A command that did not count.</summary>
/// <param name="Author">Who wrote it.</param>
/// <param name="Text">The command. Text of others: escape it.</param>
/// <param name="Reasons">Why it does not count, as sentences that the author can act upon.</param>
public sealed record RefusedCommand(Person Author, string Text, ImmutableArray<string> Reasons)
{
    /// <summary>Whether it may still come to count; otherwise it was refused for good.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Waits { get; init; }
}
