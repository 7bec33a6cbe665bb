using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline;

/// <summary>A finding, its fingerprint, and the decision on it.</summary>
public sealed record AssessedFinding
{
    /// <summary>The rule that found it.</summary>
    public required Rule Rule { get; init; }

    /// <summary>What was found.</summary>
    public required Finding Finding { get; init; }

    /// <summary>How severe it is.</summary>
    public Severity Severity => Finding.Severity ?? Rule.Severity;

    /// <summary>SHA-256, in lower-case hexadecimal, of rule and subject: the same for as long as the matter is the same.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The exception that covers it; null where it is open.</summary>
    public Suppression? Suppression { get; init; }

    /// <summary>The latest request about it on record, whatever came of it; null where there is none.</summary>
    public RecordedDecision? Record { get; init; }

    /// <summary>Whether nothing excuses it: no exception covers it, or the one that does is not accepted.</summary>
    public bool IsOpen => Suppression is not { Accepted: true };
}
