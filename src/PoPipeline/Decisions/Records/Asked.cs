using System.Collections.Immutable;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>Something that somebody asks for.</summary>
public sealed record Asked
{
    /// <summary>What is asked for.</summary>
    public DecisionKind Kind { get; init; }

    /// <summary>The finding; null for a review.</summary>
    public AssessedFinding? Finding { get; init; }

    /// <summary>What is reviewed; empty for anything but a review.</summary>
    public string Review { get; init; } = "";

    /// <summary>The principals that a review asks about, one a row.</summary>
    public ImmutableArray<string> Principals { get; init; } = [];

    /// <summary>Why. Text of others.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What makes the risk smaller meanwhile. Text of others.</summary>
    public string Controls { get; init; } = "";

    /// <summary>The last day that is asked for; null where the approvers choose.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Who asks; null for whoever started the run.</summary>
    public Person? Requester { get; init; }
}
