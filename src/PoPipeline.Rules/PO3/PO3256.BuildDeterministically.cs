using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Builds;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Releasing;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3256: what is released has the same bytes whenever it is built of the same sources.</summary>
public sealed class PO3256BuildDeterministically : ProjectRule
{
    private const int MostRelated = 10;
    private const string Asking = "po reproducible";

    /// <inheritdoc/>
    public override string Summary => "Where pipelines release something, projects, and images, are set to give the same bytes whenever they are built of the same sources.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [];

    /// <inheritdoc/>
    protected override Verdict Look(Snapshot snapshot)
    {
        // What is only built to be tried is nobody's but the pipeline's.
        ImmutableArray<ImageLevel> images = [.. ImageLevels.Of(snapshot).Where(image => image.IsHandedOut)];
        var isKnown = snapshot.Projects.Any(project => BuildDeterminism.IsJudged(project.Ecosystem));
        var isReleased = snapshot.Pipelines.Any(pipeline => Releases.In(pipeline).Count > 0);
        if (images.IsEmpty && !(isKnown && isReleased))
        {
            return Verdict.NotApplicable(isKnown ? "No pipeline releases anything, as far as is seen." : "Of no project is anything known that decides whether it gives the same bytes each time, and no pipeline hands out an image that it builds.") with
            {
                Gaps = [.. snapshot.Pipelines.Where(pipeline => pipeline.Unreadable is not null).Select(pipeline => new Gap(pipeline.Path, pipeline.Unreadable!, Failed: true))],
            };
        }

        var installs = ProjectInstalls.In(snapshot);
        var judged = snapshot.Projects.Where(project => isReleased && BuildDeterminism.IsJudged(project.Ecosystem) && !BuildDeterminism.IsNeverBuilt(project))
            .OrderBy(project => project.Folder, StringComparer.Ordinal).ThenBy(project => project.Ecosystem).ToImmutableArray();
        var facts = judged.SelectMany(project => BuildDeterminism.Of(project, snapshot, installs.Of(project)).Select(fact => (Project: project, Fact: fact))).ToImmutableArray();
        return judged.IsEmpty && images.IsEmpty ? Verdict.NotApplicable("No project is built into something that is released.") : new Verdict
        {
            Judged = judged.Length + images.Length,
            IsPerFile = true,

            // One setting decides for many projects.
            Findings = [.. facts.Where(pair => pair.Fact.IsMet is false).GroupBy(pair => (pair.Project.Ecosystem, pair.Fact.Why, pair.Fact.Next)).Select(alike => Found([.. alike])), .. images.SelectMany(Found)],
            Gaps =
            [
                .. facts.Where(pair => pair.Fact.IsMet is null).Select(pair => new Gap(pair.Fact.Place?.Path ?? pair.Project.Manifests[0].Path, Clause(pair.Fact.Why), Failed: false)).Distinct(),
                .. images.SelectMany(image => Deciding(image).Where(fact => fact.IsMet is null).Select(fact => new Gap((fact.Place ?? image.Place).Path, Clause(fact.Why), Failed: false))).Distinct(),
            ],
            Evidence =
            [
                .. facts.Where(pair => pair.Fact is { IsMet: true, Place: not null }).Select(pair => new RelatedPlace(pair.Fact.Place!.Value, Clause(pair.Fact.Why)))
                    .Concat(images.SelectMany(Deciding).Where(fact => fact is { IsMet: true, Place: not null }).Select(fact => new RelatedPlace(fact.Place!.Value, Clause(fact.Why)))).Distinct().Take(MostEvidence),
            ],
            Reason = $"{Counted.Of(judged.Length, "project")}{(images.IsEmpty ? "" : $" and {Counted.Of(images.Length, "image")}")} looked at.",
        };
    }

    // What language packages it installs is told where they are locked; here is asked what else gets into it, and the times.
    private static IEnumerable<LevelFact> Deciding(ImageLevel image) =>
        image.Facts.Where(fact => fact.Level is BuildLevel.Complete or BuildLevel.Deterministic || (fact.Level is BuildLevel.Locked && image.File is null));

    private static IEnumerable<Finding> Found(ImageLevel image)
    {
        var open = Deciding(image).Where(fact => fact.IsMet is false).ToImmutableArray();
        if (open.IsEmpty)
        {
            return [];
        }

        var first = open[0];
        var place = first.Place ?? image.Place;
        var others = open.Length > 1 ? $" {Counted.Of(open.Length - 1, "other reason")} {(open.Length > 2 ? "are" : "is")} beside it, and '{Asking}' shows all." : "";
        return
        [
            new Finding
            {
                Message = $"The image of {(image.File is { } file ? $"'{file}'{(image.Target is { } stage ? $", stage '{stage}'," : "")}" : image.Name)} is another one each time that it is built: {Lowered(first.Why)} Nobody can then build once more what was released, to see that it was made of these sources.{(first.Next is { } next ? $" {next}" : "")}{others}",
                Subject = $"{place.Path}#container/{image.File ?? image.Command}/{image.Target}",
                Place = place,
                Related = [.. open.Skip(1).Where(fact => fact.Place is not null).Select(fact => new RelatedPlace(fact.Place!.Value, Clause(fact.Why))).Append(new RelatedPlace(image.Place, "what builds it")).Where(related => related.Place != place).Distinct().Take(MostRelated)],
            },
        ];
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

    // The first word of a sentence, where that is no name.
    private static string Lowered(string sentence) => sentence is [>= 'A' and <= 'Z', >= 'a' and <= 'z' or ' ', ..] ? $"{char.ToLowerInvariant(sentence[0])}{sentence[1..]}" : sentence;

    private static string Clause(string sentence) => sentence.TrimEnd('.');
}
