using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Scaffolding;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3104: a template makes repositories that have their pipelines and protection from the first day.</summary>
public sealed class PO3104ShipPipelinesInTemplates : Rule
{
    private const int MostNamed = 3;

    /// <inheritdoc/>
    public override string Summary => "Templates of repositories are valid, carry pipelines and owners, protect what they publish, take their files from a fixed place, and hand out no secret.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [798, 829];

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var templates = snapshot.SoftwareTemplates;

        // A file of this name may hold a template, too.
        var unread = snapshot.CatalogEntities.Where(entity => entity is { Unreadable: not null, IsAnswer: false }).ToImmutableArray();
        if (templates.IsEmpty && unread.IsEmpty && snapshot.Repository.Gaps.IsEmpty)
        {
            return Verdict.NotApplicable("The repository has no template that repositories are made of.");
        }

        var pipelines = templates.SelectMany(template => template.Files).Where(file => file.Kind is CarriedKind.Pipeline).ToImmutableArray();
        return new Verdict
        {
            Judged = templates.Count(template => template.Unreadable is null),
            IsPerFile = true,
            Findings = [.. templates.SelectMany(Look)],
            Gaps =
            [
                .. snapshot.Repository.Unlisted,
                .. unread.Select(entity => new Gap(entity.Path, $"whether it holds a template is not known: {entity.Unreadable}", Failed: true)),
                .. templates.SelectMany(GapsOf),
            ],
            Reason = $"{Counted.Of(templates.Length, "template")} looked at, which {(templates.Length == 1 ? "carries" : "carry")} {Counted.Of(pipelines.Length, "pipeline")}, of which {pipelines.Count(file => file.IsFilledIn)} {(pipelines.Count(file => file.IsFilledIn) == 1 ? "is" : "are")} filled in first.",
        };
    }

    // Nobody need use what lies among examples, and many do.
    private static IEnumerable<Finding> Look(SoftwareTemplate template)
    {
        var found = Refused(template).Concat(template.Unreadable is null ? Carried(template).Concat(Lost(template)).Concat(Unprotected(template)).Concat(Loose(template)).Concat(Secrets(template)) : []);
        return template.IsExample ? found.Select(finding => finding with { Severity = (finding.Severity ?? Severity.Medium) > Severity.Low ? Severity.Low : finding.Severity }) : found;
    }

    private static IEnumerable<Gap> GapsOf(SoftwareTemplate template)
    {
        if (template is { Unreadable: { } why, Problems.IsEmpty: true })
        {
            yield return new Gap(template.Path, why, Failed: true);
        }

        foreach (var file in template.Files.Where(file => file.Unreadable is not null))
        {
            yield return new Gap(file.Path, $"{file.Unreadable}, and the template '{NameOf(template)}' carries it", Failed: true);
        }

        if (template.MoreFiles is { } more && Makes(template) && !Has(template, CarriedKind.Pipeline))
        {
            yield return new Gap(template.Path, $"whether '{NameOf(template)}' carries pipelines is not known: {more}", Failed: false);
        }

        foreach (var left in template.Left)
        {
            yield return new Gap(template.Path, $"not all of '{NameOf(template)}' was looked at: {left}", Failed: true);
        }

        foreach (var publication in template.Publications.Where(publication => publication.Safeguards.Any(safeguard => safeguard.State is SafeguardState.Unknown)))
        {
            yield return new Gap(template.Path, $"what protects the repository that '{publication.Step}' of '{NameOf(template)}' makes, the template does not say: settings of the forge or other steps do", Failed: false) { OnlySettings = true };
        }
    }

    private static IEnumerable<Finding> Refused(SoftwareTemplate template) => template.Problems
        .DistinctBy(problem => (problem.Kind, problem.Message, problem.Span.Region.StartLine))
        .Select(problem => new Finding
        {
            Message = $"{problem.Message}. {(problem.Effect is ProblemEffect.Rejected ? "The catalogue refuses the template, so that nobody can use it, and whoever needs a repository starts without one; correct it." : "The template does something else than what is written; correct it.")}",
            Subject = $"{template.Subject}{problem.Key}",
            Place = problem.Span,
            Severity = problem.Effect is ProblemEffect.Rejected ? null : Severity.Low,
        });

    private static IEnumerable<Finding> Carried(SoftwareTemplate template)
    {
        foreach (var file in template.Files.Where(file => file.Lacks is not null))
        {
            yield return new Finding
            {
                Message = $"The template '{NameOf(template)}' carries '{file.Target}' without a lock file, such as '{file.Lacks}', so that each repository made of it starts with whatever versions of its packages are newest that day. Carry the lock file beside it.",
                Subject = $"{file.Path}#{NameOf(template)}/lock",
                Place = Place.StartOf(file.Path),
                Severity = Severity.Low,
            };
        }

        if (!Makes(template) || template.MoreFiles is not null)
        {
            yield break;
        }

        var place = template.Publications.First(publication => publication.Kind is PublicationKind.Repository).Span;
        if (!Has(template, CarriedKind.Pipeline))
        {
            yield return Missing(template, place, "pipelines", $"The template '{NameOf(template)}' makes a repository without a pipeline, so that nothing builds, tests or checks it until somebody writes one, each in another way. Carry the pipelines that the organisation asks for among its files.", Severity.Medium);
        }

        if (!Has(template, CarriedKind.CodeOwners))
        {
            yield return Missing(template, place, "owners", $"The template '{NameOf(template)}' makes a repository without a CODEOWNERS file, so that nobody in particular is asked about changes of it. Carry one, in which the owner that the form asks for is filled in.", Severity.Low);
        }

        if (!Has(template, CarriedKind.Policy))
        {
            yield return Missing(template, place, "policy", $"The template '{NameOf(template)}' makes a repository without a policy that its pipelines are held to. Carry one ('po init' writes one).", Severity.Low) with { Pedantic = true };
        }
    }

    private static Finding Missing(SoftwareTemplate template, Place place, string what, string message, Severity severity) => new()
    {
        Message = message,
        Subject = $"{template.Subject}lacks/{what}",
        Place = place,
        Severity = severity,
        Evidence = string.Join('\n', template.Files.Select(file => $"{file.Kind} {file.Target}")),
    };

    private static IEnumerable<Finding> Lost(SoftwareTemplate template) => template.Files.Where(file => !file.Lost.IsEmpty).Select(file => new Finding
    {
        Message = $"The template '{NameOf(template)}' fills in the pipeline '{file.Target}' and takes {CodeOwnersRule.List([.. file.Lost.Take(MostNamed).Select(text => text.Value)])} for its own, so that the pipeline arrives without {(file.Lost.Length == 1 ? "it" : "them")}. "
            + "Have the file copied as it is, or put what is the pipeline's own between '{% raw %}' and '{% endraw %}'.",
        Subject = $"{file.Path}#{NameOf(template)}/lost",
        Place = file.Lost[0].Span,
        Related = [.. file.Lost.Skip(1).Select(text => new RelatedPlace(text.Span, "another one that is lost")), new RelatedPlace(template.Span, "the template")],
    });

    private static IEnumerable<Finding> Unprotected(SoftwareTemplate template) =>
        from publication in template.Publications
        from safeguard in publication.Safeguards
        where safeguard.State is (SafeguardState.Unsaid or SafeguardState.Off or SafeguardState.Chosen) && IsInNeed(template, safeguard.Kind)
        select new Finding
        {
            Message = $"{Lack(template, publication, safeguard)} {Harm(safeguard.Kind)} {(safeguard.State is SafeguardState.Chosen ? $"Set '{safeguard.Input}' in the template." : $"Set '{safeguard.Input}'.")}",
            Subject = $"{template.Subject}{publication.Step}/{safeguard.Kind.ToString().ToLowerInvariant()}",
            Place = safeguard.Span,
            Severity = safeguard.Kind is SafeguardKind.Protection or SafeguardKind.Review && safeguard.State is SafeguardState.Off ? Severity.Medium : Severity.Low,
        };

    // What is not carried, and said to be missing, holds nobody up either way.
    private static bool IsInNeed(SoftwareTemplate template, SafeguardKind kind) => template.MoreFiles is not null || kind switch
    {
        SafeguardKind.CodeOwnerReview => Has(template, CarriedKind.CodeOwners),
        SafeguardKind.Checks => Has(template, CarriedKind.Pipeline),
        _ => true,
    };

    private static string Lack(SoftwareTemplate template, Publication publication, Safeguard safeguard)
    {
        var step = $"The step '{publication.Step}' of '{NameOf(template)}' makes a repository";
        return (safeguard.Kind, safeguard.State is SafeguardState.Chosen) switch
        {
            (SafeguardKind.Protection, false) => $"{step} of which nothing protects the default branch.",
            (SafeguardKind.Protection, true) => $"{step} of which whoever uses the template chooses whether the default branch is protected.",
            (SafeguardKind.Review, false) => $"{step} in which nobody has to review a change.",
            (SafeguardKind.Review, true) => $"{step} in which whoever uses the template chooses whether a change is reviewed.",
            (SafeguardKind.CodeOwnerReview, false) => $"{step} in which no owner has to review a change of what they own.",
            (SafeguardKind.CodeOwnerReview, true) => $"{step} in which whoever uses the template chooses whether owners review changes.",
            (_, false) => $"{step} in which a change can be merged whatever its pipelines say.",
            _ => $"{step} in which whoever uses the template chooses whether pipelines have to be through.",
        };
    }

    private static string Harm(SafeguardKind kind) => kind switch
    {
        SafeguardKind.Protection => "Whoever may write to it can change what is built and released, seen by nobody.",
        SafeguardKind.Review => "One account, or one that was taken over, is enough to change what is built.",
        SafeguardKind.CodeOwnerReview => "What a CODEOWNERS file says is then no more than a remark.",
        _ => "Its checks then hold nobody up.",
    };

    private static IEnumerable<Finding> Loose(SoftwareTemplate template) => template.Sources
        .Where(source => source.Publisher is not Publisher.SameRepository && source.Pin is Pin.Branch or Pin.None or Pin.Tag or Pin.Unknown)
        .Select(source => new Finding
        {
            Message = source.Pin is Pin.Unknown
                ? $"The template '{NameOf(template)}' takes files from '{Short(source.Text)}': {source.Why}. What is made of it is then whatever lies there. Name the places to choose from in the form, or the place itself."
                : $"The template '{NameOf(template)}' takes files from '{Short(source.Text)}', which names {(source.Pin is Pin.Tag ? "a tag that can be moved" : source.Pin is Pin.Branch ? "a branch" : "no version")}: whoever can change what lies there changes what is made of the template. Name a full commit, or carry the files beside the template.",
            Subject = $"{template.Subject}source/{source.Name}",
            Place = source.Span,
            Severity = source.Pin is Pin.Tag or Pin.Unknown || source.Publisher is Publisher.SameOwner || template.Publications.IsEmpty ? Severity.Low : null,
        });

    private static IEnumerable<Finding> Secrets(SoftwareTemplate template) =>
    [
        .. template.Credentials.Select(credential => new Finding
        {
            Message = $"The template '{NameOf(template)}' holds a {credential.Format}, {credential.Show()}, which whoever can read it has, and which may end up in every repository made of it. Take it back where it was given out, and have the scaffolder keep its successor as a secret.",
            Subject = $"{template.Subject}credential/{credential.Subject}",
            Place = credential.Span,
            Severity = Severity.High,
        }),
        .. template.WrittenSecrets.Select(secret => new Finding
        {
            Message = $"The template '{NameOf(template)}' hands the secret '{secret.Value}' to what fills in its files, so that it may be written into the new repository, where whoever can read that has it. Leave it out of the values; hand it to the step that uses it.",
            Subject = $"{template.Subject}values/{secret.Value}",
            Place = secret.Span,
        }),
    ];

    private static bool Makes(SoftwareTemplate template) => template.Publications.Any(publication => publication.Kind is PublicationKind.Repository);

    private static bool Has(SoftwareTemplate template, CarriedKind kind) => template.Files.Any(file => file.Kind == kind);

    private static string NameOf(SoftwareTemplate template) => template.Name?.Value is { Length: > 0 } name ? Short(name) : template.Path;

    private static string Short(string text) => text.Length > 100 ? text[..99] + "…" : text;
}
