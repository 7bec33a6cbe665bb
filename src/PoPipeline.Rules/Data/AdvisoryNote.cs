using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Data;

/// <summary>What we add to a published advisory, by hand: what it means for a pipeline that reuses the component.</summary>
public sealed record AdvisoryNote
{
    /// <summary>What is wrong, as a clause: "printed the secrets of every run to its log"; null for the published summary.</summary>
    public string? What { get; init; }

    /// <summary>How severe it is for a pipeline that reuses the component; null for what follows from the advisory.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Whether somebody moved the versions' tags to foreign code; a commit that is not in <see cref="Commits"/> is then what it was.</summary>
    public bool IsCompromise { get; init; }

    /// <summary>Commits that are malicious themselves.</summary>
    public ImmutableArray<string> Commits { get; init; } = [];

    /// <summary>Whether the tags have been moved back, so that only these commits are wrong.</summary>
    public bool OnlyCommits { get; init; }

    /// <summary>The paths below the component that are concerned; empty for all of it.</summary>
    public ImmutableArray<string> Within { get; init; } = [];

    /// <summary>The input without which a version that is concerned does no harm; null where each does.</summary>
    public InputSwitch? When { get; init; }

    /// <summary>The input that makes every version do the same harm; null where none does.</summary>
    public InputSwitch? Whenever { get; init; }

    /// <summary>Why the advisory says nothing about those who reuse the component; null where it does.</summary>
    public string? Unreused { get; init; }
}
