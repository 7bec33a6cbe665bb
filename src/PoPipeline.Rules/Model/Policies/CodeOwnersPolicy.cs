using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Policies;

/// <summary>What the policy asks of code owners.</summary>
public sealed record CodeOwnersPolicy
{
    /// <summary>
    /// The share of tracked files, from 0 to 1, that must have an owner; null where the policy asks for none, so that an unowned file
    /// is worth knowing and no more.
    /// </summary>
    public double? MinimumShare { get; init; }

    /// <summary>Patterns, in CODEOWNERS syntax, of files that need no owner.</summary>
    public ImmutableArray<string> Exempt { get; init; } = [];

    /// <summary>Patterns, in CODEOWNERS syntax, of files that must have an owner beside those that PoPipeline knows.</summary>
    public ImmutableArray<string> Critical { get; init; } = [];

    /// <summary>Names that stand for a group although they look like one person: <c>@acme-bot</c>.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];
}
