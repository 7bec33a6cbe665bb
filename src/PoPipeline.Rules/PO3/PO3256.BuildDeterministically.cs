using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Builds;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3256: what is released has the same bytes whenever it is built of the same sources.</summary>
public sealed class PO3256BuildDeterministically : ProjectRule
{
    /// <inheritdoc/>
    public override string Summary => "Where pipelines release something, projects are set to give the same bytes whenever they are built of the same sources.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [];

    /// <inheritdoc/>
    protected override Verdict Look(Snapshot snapshot)
    {
        if (!snapshot.Projects.Any(project => BuildDeterminism.IsJudged(project.Ecosystem)))
        {
            return Verdict.NotApplicable("Of no project is anything known that decides whether it gives the same bytes each time.");
        }

        if (!snapshot.Pipelines.Any(pipeline => pipeline.Jobs.Any(job => Releases.In(job) is not null)))
        {
            return Verdict.NotApplicable("No pipeline releases anything, as far as is seen.") with
            {
                Gaps = [.. snapshot.Pipelines.Where(pipeline => pipeline.Unreadable is not null).Select(pipeline => new Gap(pipeline.Path, pipeline.Unreadable!, Failed: true))],
            };
        }

        var installs = ProjectInstalls.In(snapshot);
        var judged = snapshot.Projects.Where(project => BuildDeterminism.IsJudged(project.Ecosystem) && !BuildDeterminism.IsNeverBuilt(project))
            .OrderBy(project => project.Folder, StringComparer.Ordinal).ThenBy(project => project.Ecosystem).ToImmutableArray();
        var facts = judged.SelectMany(project => BuildDeterminism.Of(project, snapshot, installs.Of(project)).Select(fact => (Project: project, Fact: fact))).ToImmutableArray();
        return judged.IsEmpty ? Verdict.NotApplicable("No project is built into something that is released.") : new Verdict
        {
            Judged = judged.Length,
            IsPerFile = true,

            // One setting decides for many projects.
            Findings = [.. facts.Where(pair => pair.Fact.IsMet is false).GroupBy(pair => (pair.Project.Ecosystem, pair.Fact.Why, pair.Fact.Next)).Select(alike => Found([.. alike]))],
            Gaps = [.. facts.Where(pair => pair.Fact.IsMet is null).Select(pair => new Gap(pair.Fact.Place?.Path ?? pair.Project.Manifests[0].Path, Clause(pair.Fact.Why), Failed: false)).Distinct()],
            Evidence = [.. facts.Where(pair => pair.Fact is { IsMet: true, Place: not null }).Select(pair => new RelatedPlace(pair.Fact.Place!.Value, Clause(pair.Fact.Why))).Distinct()],
            Reason = $"{Counted.Of(judged.Length, "project")} looked at.",
        };
    }

    private static Finding Found(ImmutableArray<(Project Project, LevelFact Fact)> alike)
    {
        var (project, fact) = alike[0];
        var others = alike.Select(pair => pair.Project).Distinct().Count() - 1;
        var also = others > 0 ? $" The same holds for {Counted.Of(others, "other project")}." : "";
        var place = fact.Place ?? Place.StartOf(project.Manifests[0].Path);
        return new Finding
        {
            Message = $"{fact.Why} Nobody can then build once more what was released, to see that it was made of these sources.{also}{(fact.Next is { } next ? $" {next}" : "")}",
            Subject = $"{place.Path}#{project.Ecosystem}/{fact.Why}",
            Place = place,
        };
    }

    private static string Clause(string sentence) => sentence.TrimEnd('.');
}
