using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3253: lock files are in the repository, where their changes are reviewed.</summary>
public sealed class PO3253CommitLockfiles : ProjectRule
{
    /// <inheritdoc/>
    public override string Summary => "Lock files are written and committed: neither ignored by git nor switched off.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [1357];

    /// <inheritdoc/>
    protected override Verdict Look(Snapshot snapshot)
    {
        var asking = snapshot.Projects.Where(project => project.Manifests.Any(manifest => manifest.Packages > 0 || manifest.Unreadable is not null)).ToImmutableArray();
        var untracked = snapshot.Locks.Where(file => file.IsTracked is false).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return asking.IsEmpty ? Verdict.NotApplicable($"No manifest that is read asks for packages from elsewhere.{EcosystemWords.Unread(snapshot.Projects)}") : new Verdict
        {
            Judged = asking.Length,
            IsPerFile = true,

            // Parts of a workspace have the same one.
            Findings = [.. asking.SelectMany(project => project.Hindrances.Select(hindrance => (project, hindrance))).DistinctBy(pair => (pair.hindrance.Kind, pair.hindrance.Lock)).Select(pair => Told(pair.project, pair.hindrance))],
            Gaps =
            [
                .. asking.SelectMany(project => project.Manifests).Where(manifest => manifest.Unreadable is not null).Select(manifest => new Gap(manifest.Path, manifest.Unreadable!, Failed: true)),
                .. asking.SelectMany(project => project.HindranceGaps).Distinct(),
            ],
            Evidence = [.. asking.Where(project => project.Hindrances.IsEmpty).SelectMany(project => project.Locks).Distinct(StringComparer.Ordinal).Where(path => !untracked.Contains(path)).Select(path => new RelatedPlace(Place.StartOf(path), $"'{path}' is there, and nothing has git ignore it")).Take(MostEvidence)],
            Reason = $"{Counted.Of(asking.Length, "project")} looked at.{EcosystemWords.Unread(snapshot.Projects)}",
        };
    }

    private static Finding Told(Project project, LockHindrance hindrance) => new()
    {
        Message = hindrance.Kind switch
        {
            LockHindranceKind.Ignored => $"'{hindrance.Text}' has git ignore '{hindrance.Lock}', so that {(project.Ecosystem is Ecosystem.Bazel ? "nothing is compared with what the registry said before" : "each build takes whatever is published that day")}, and nobody reviews which packages it takes. Take the pattern out, and commit the lock file.",
            LockHindranceKind.SwitchedOff => $"'{hindrance.Text}' has {EcosystemWords.Name(project.Ecosystem)} write no '{hindrance.Lock}', and install without looking at one. Take the line out, and commit the lock file.",
            _ => $"'{hindrance.Lock}' lies in the working tree, and git does not track it: no other clone has it. Add it with 'git add', and commit it.",
        },
        Subject = $"{hindrance.Span.Path}#{hindrance.Kind}/{hindrance.Lock}",
        Place = hindrance.Span,
        Severity = (project.IsLibrary || project.Ecosystem is Ecosystem.Bazel) && hindrance.Kind is not LockHindranceKind.Untracked ? Severity.Low : Severity.Medium,
    };
}
