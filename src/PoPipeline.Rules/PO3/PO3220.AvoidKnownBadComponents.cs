using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3220: a pipeline reuses nothing that is known to be compromised, vulnerable or abandoned.</summary>
public sealed class PO3220AvoidKnownBadComponents : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No pipeline reuses a component that is publicly known to be compromised, vulnerable or abandoned.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [1104, 1395];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline reuses anything.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.References().Any();

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var references = pipeline.References().Where(entry => entry.Reference.Pin is not Pin.Local && entry.Reference.Kind is not ReferenceKind.Image).ToImmutableArray();
        return
        [
            .. references.SelectMany(entry => Judge(pipeline, entry.Reference, entry.Subject)),
            .. references.Where(entry => Known(entry.Reference) is { IsArchived: true })
                .GroupBy(entry => NameOf(entry.Reference), StringComparer.Ordinal)
                .Select(group => Abandoned(pipeline, group.Key, [.. group.Select(entry => entry.Reference.Span)])),
        ];
    }

    private static IEnumerable<Finding> Judge(Pipeline pipeline, Reference reference, string subject)
    {
        foreach (var advisory in (Known(reference)?.Advisories ?? []).Where(advisory => Concerns(advisory, reference)))
        {
            var mend = advisory.Fixed is { } version ? $"Use version {version} or later" : "Use a later commit";
            yield return new Finding
            {
                Message = $"'{reference.Text}' is concerned by {advisory.Id}: {advisory.What}. {mend}"
                    + (advisory.IsCompromise ? ", and replace every secret that a run with it could read." : "."),
                Subject = $"{subject}/{advisory.Id}",
                Place = reference.Span,
                Severity = advisory.IsCompromise && !IsMalicious(advisory, reference) ? Severity.Medium : advisory.IsCompromise ? Severity.Critical : advisory.Severity,
            };
        }
    }

    // One finding a component: it is replaced everywhere at once.
    private static Finding Abandoned(Pipeline pipeline, string name, ImmutableArray<Place> places) => new()
    {
        Message = $"'{name}' is archived: nobody mends what is found in it, and one day the platform no longer runs it. Use something that is maintained.",
        Subject = $"{pipeline.Subject}{name}/archived",
        Place = places[0],
        Severity = Severity.Low,
        Related = [.. places.Skip(1).Select(place => new RelatedPlace(place, "where it is used again"))],
    };

    // A component may lie in a folder of its repository; advisories speak of the repository.
    private static string NameOf(Reference reference)
    {
        var name = reference.Name.ToLowerInvariant();
        return name.Split('/') is [var owner, var repository, ..] ? $"{owner}/{repository}" : name;
    }

    private static Component? Known(Reference reference) => Catalogue.Find(Catalogue.KindOf(reference.Kind), NameOf(reference));

    private static bool IsMalicious(Advisory advisory, Reference reference) => reference.Version is { } version && advisory.Commits.Contains(version.Value, StringComparer.OrdinalIgnoreCase);

    private static bool Concerns(Advisory advisory, Reference reference)
    {
        if (IsMalicious(advisory, reference))
        {
            return true;
        }

        // Where tags were moved to foreign code, a commit that is not the foreign one never was concerned.
        var text = reference.Pin is Pin.Commit or Pin.Digest ? advisory.IsCompromise ? null : reference.VersionComment : reference.Version?.Value;
        return ComponentVersion.Parse(text) is { } version
            && advisory.Fixed is { } right
            && version.IsBefore(right)
            && (advisory.From is null || !version.IsBefore(advisory.From));
    }
}
