using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO2;

/// <summary>PO2102: every line of the CODEOWNERS file is what its forge accepts and does what is written.</summary>
public sealed class PO2102WriteValidCodeOwners : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Every line of the CODEOWNERS file is valid in the syntax of the forge that reads it.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var file = snapshot.CodeOwners.FirstOrDefault(file => file.Effective);
        return file is null
            ? Verdict.NotApplicable("The repository has no CODEOWNERS file; PO2101 asks for one.") with { Gaps = snapshot.Repository.Unlisted }
            : new Verdict
            {
                Judged = 1,
                Findings = [.. file.Problems.Select(problem => FindingOf(file, problem))],
                Gaps = [.. snapshot.Repository.Unlisted, .. file.Unreadable is { } reason && file.Problems.IsEmpty ? [new Gap(file.Path, reason, Failed: true)] : ImmutableArray<Gap>.Empty],
                Reason = $"Looked at {Counted.Of(file.Sections.Sum(section => section.Entries.Length), "line")} of '{file.Path}'.",
            };
    }

    private static Finding FindingOf(CodeOwnersFile file, Problem problem) => new()
    {
        Message = $"{problem.Message}. {Consequence(file, problem)}",
        Subject = $"{file.Path}#{problem.Key}",
        Place = problem.Span,
        Severity = IsHarmless(problem) ? Model.Results.Severity.Low : Model.Results.Severity.Medium,
    };

    private static string Consequence(CodeOwnersFile file, Problem problem) => problem.Kind switch
    {
        ProblemKind.File => "Nobody is asked to review a change; mend the file.",
        _ when IsHarmless(problem) => $"{file.Forge} reads the line otherwise than it is written.",
        _ => "The files that the line was meant for lack the owner that a reader of it expects.",
    };

    // The forge ignores these or adds an owner, but the files keep the owners that the rest of the line names.
    private static bool IsHarmless(Problem problem) => problem.Kind is ProblemKind.Name or ProblemKind.Comment or ProblemKind.Mention or ProblemKind.Approvals or ProblemKind.Exclusion;
}
