using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Scaffolding;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3103: the repository is made of a template that the policy approves.</summary>
public sealed class PO3103StartFromApprovedTemplate : Rule
{
    /// <inheritdoc/>
    public override string Summary => "The repository is made of a template that the policy approves, which a file says, its files show, or the catalogue confirms.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var policy = snapshot.Policy.Scaffolding;
        if (policy.Approved.IsEmpty)
        {
            return Verdict.NotApplicable("The policy approves no template, so that nobody asks which one the repository is made of.");
        }

        var claims = snapshot.CatalogEntities.Where(entity => entity.MadeOf is not null).ToImmutableArray();
        var shares = policy.Approved.Where(template => !template.Files.IsEmpty).Select(template => Share.Of(template, snapshot)).ToImmutableArray();
        var grade = GradeOf(snapshot, claims, shares);
        var foreign = claims.Where(claim => !IsApproved(policy, claim)).ToImmutableArray();
        var isEnough = grade is { } known && known >= policy.Require;
        ImmutableArray<Gap> gaps = isEnough ? [] : [.. GapsOf(snapshot, shares)];
        return new Verdict
        {
            Judged = 1,
            Findings =
            [
                .. foreign.Select(claim => Foreign(claim, policy)),
                .. !isEnough && foreign.IsEmpty && gaps.IsEmpty && snapshot.Repository.IsListed ? [Weak(snapshot, grade, shares)] : ImmutableArray<Finding>.Empty,
                .. snapshot.CatalogEntities.Where(entity => !entity.IsAnswer).SelectMany(entity => entity.Problems.Select(problem => Refused(entity, problem))),
            ],
            Gaps = [.. snapshot.Repository.Unlisted, .. gaps],
            Reason = $"The policy asks for what is {Word(policy.Require)}: {Said(snapshot, grade, shares)}",
        };
    }

    private static bool IsApproved(ScaffoldingPolicy policy, CatalogEntity claim) => policy.Approved.Any(template => template.Template == claim.MadeOf?.Value);

    private static TemplateEvidence? GradeOf(Snapshot snapshot, ImmutableArray<CatalogEntity> claims, ImmutableArray<Share> shares)
    {
        var policy = snapshot.Policy.Scaffolding;
        return claims.Any(claim => claim.IsAnswer && IsApproved(policy, claim)) ? TemplateEvidence.Confirmed
            : shares.Any(share => share.IsEnough(policy)) ? TemplateEvidence.Matched
            : claims.Any(claim => !claim.IsAnswer && IsApproved(policy, claim)) ? TemplateEvidence.Claimed
            : null;
    }

    private static IEnumerable<Gap> GapsOf(Snapshot snapshot, ImmutableArray<Share> shares)
    {
        var policy = snapshot.Policy.Scaffolding;
        foreach (var entity in snapshot.CatalogEntities.Where(entity => entity.Unreadable is not null))
        {
            yield return new Gap(entity.Path, entity.Unreadable!, Failed: true);
        }

        foreach (var file in snapshot.FileDigests.Where(file => file.Unreadable is not null && shares.Any(share => share.Template.Files.Any(other => other.Path == file.Path))))
        {
            yield return new Gap(file.Path, file.Unreadable!, Failed: true);
        }

        if (policy is { Require: TemplateEvidence.Confirmed, Catalogue: null })
        {
            yield return new Gap("catalogue", "it was not asked: the policy names no file with its answer", Failed: false);
        }
    }

    private static Finding Foreign(CatalogEntity claim, ScaffoldingPolicy policy) => new()
    {
        Message = $"'{claim.Name}' is said to be made of '{claim.MadeOf!.Value}', which the policy does not approve. What a template leaves out, each repository made of it lacks: pipelines, owners, checks. "
            + $"Bring the repository in line with an approved one, {CodeOwnersRule.List([.. policy.Approved.Select(template => template.Template)])}, and say so here; or have the template approved.",
        Subject = $"{claim.Path}#{claim.Name}/made-of",
        Place = claim.MadeOf.Span,
        Evidence = string.Join('\n', policy.Approved.Select(template => template.Template)),
        Related = [.. policy.Approved.Take(5).Select(template => new RelatedPlace(template.Span, "a template that is approved"))],
    };

    private static Finding Weak(Snapshot snapshot, TemplateEvidence? grade, ImmutableArray<Share> shares)
    {
        var policy = snapshot.Policy.Scaffolding;
        var claim = snapshot.CatalogEntities.FirstOrDefault(entity => entity is { IsAnswer: false, MadeOf: not null });
        return new Finding
        {
            Message = $"Nothing shows well enough that the repository is made of an approved template: {Said(snapshot, grade, shares)} The policy asks for what is {Word(policy.Require)}. "
                + $"What is not made of one may lack what the organisation's toolchain asks for. {Advice(policy.Require)}",
            Subject = claim is null ? "repository#made-of" : $"{claim.Path}#made-of",
            Place = claim?.MadeOf?.Span ?? Place.StartOf(snapshot.CatalogEntities.FirstOrDefault(entity => !entity.IsAnswer)?.Path ?? "catalog-info.yaml"),
            Evidence = string.Join('\n', shares.SelectMany(share => share.Changed).Concat(policy.Approved.Select(template => template.Template))),
            Related = [.. policy.Approved.Take(5).Select(template => new RelatedPlace(template.Span, "a template that is approved"))],
        };
    }

    private static string Advice(TemplateEvidence require) => require switch
    {
        TemplateEvidence.Claimed => "Say in the file that describes the repository to the catalogue which template it is made of.",
        TemplateEvidence.Matched => "Take the files of the template as it writes them.",
        _ => "Register the repository with the catalogue, and save its answer.",
    };

    private static string Said(Snapshot snapshot, TemplateEvidence? grade, ImmutableArray<Share> shares)
    {
        var said = snapshot.CatalogEntities.Any(entity => entity is { IsAnswer: false, MadeOf: not null }) ? "a file says which template it is made of" : "no file says which template it is made of";
        var best = shares.MaxBy(share => share.Value);
        var files = best is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; {best.Same} of {Counted.Of(best.Template.Files.Length, "file")} of '{best.Template.Template}' are as it writes them");
        var asked = snapshot.Policy.Scaffolding.Catalogue is null ? "the catalogue was not asked" : grade is TemplateEvidence.Confirmed ? "the catalogue confirms it" : "the catalogue does not confirm it";
        return $"{said}{files}; {asked}.";
    }

    private static Finding Refused(CatalogEntity entity, Model.Pipelines.Problem problem) => new()
    {
        Message = $"{problem.Message}. The catalogue refuses it, so that nothing that it says of the repository counts; correct it.",
        Subject = $"{entity.Path}#{problem.Key}",
        Place = problem.Span,
        Severity = Model.Results.Severity.Low,
    };

    private static string Word(TemplateEvidence evidence) => evidence.ToString().ToLowerInvariant();

    // How many of the files of a template are as it writes them.
    private sealed record Share(ApprovedTemplate Template, int Same, ImmutableArray<string> Changed)
    {
        public double Value => (double)Same / Template.Files.Length;

        public static Share Of(ApprovedTemplate template, Snapshot snapshot)
        {
            var changed = template.Files.Where(file => !snapshot.FileDigests.Any(known => known.Path == file.Path && known.Digest == file.Digest)).Select(file => file.Path).ToImmutableArray();
            return new Share(template, template.Files.Length - changed.Length, changed);
        }

        // A template of which nothing is left is none, whatever share is asked for.
        public bool IsEnough(ScaffoldingPolicy policy) => Same > 0 && Value >= policy.MinimumShare;
    }
}
