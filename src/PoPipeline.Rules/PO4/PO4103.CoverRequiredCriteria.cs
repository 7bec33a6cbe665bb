using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Rules.Templates;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4103: each criterion of the policy is in a template.</summary>
public sealed class PO4103CoverRequiredCriteria : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Each security criterion that the policy names is an item of a template.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var demands = snapshot.Policy.Templates.Criteria.SelectMany(criterion => criterion.In.Select(kind => new { Criterion = criterion, Kind = kind })).ToImmutableArray();
        if (demands.IsEmpty)
        {
            return Verdict.NotApplicable("The policy names no criterion that templates must cover.");
        }

        var forge = Checklists.ForgeOf(snapshot);
        var open = demands.Where(demand => !IsCovered(demand.Criterion, demand.Kind, snapshot)).ToImmutableArray();
        var kinds = open.Select(demand => demand.Kind).Distinct().ToImmutableArray();
        return new Verdict
        {
            Judged = demands.Length,
            Findings = [.. open.Where(demand => IsLookedAt(demand.Kind, snapshot)).Select(demand => FindingOf(demand.Criterion, demand.Kind, snapshot))],
            Gaps =
            [
                .. snapshot.Repository.Unlisted,
                .. kinds.Where(kind => Checklists.Of(snapshot, kind).IsEmpty).Select(kind => new Gap($"{Checklists.Name(kind, forge)}s", Checklists.FromElsewhere(forge), Failed: false)),
                .. kinds.SelectMany(kind => Checklists.Unreadable(Checklists.Of(snapshot, kind))),
            ],
            Reason = $"{demands.Length - open.Length} of {demands.Length} criteria are covered.",
        };
    }

    private static bool IsCovered(TemplateCriterion criterion, TemplateKind kind, Snapshot snapshot) =>
        Deciding(kind, snapshot).Any(template => template.Unreadable is null && template.Items.Any(item => Checklists.Holds(item, criterion.AnyOf)));

    private static ImmutableArray<Template> Deciding(TemplateKind kind, Snapshot snapshot) => Checklists.Deciding(Checklists.Of(snapshot, kind), kind);

    // A template that is not in the tree, or could not be read, may cover it.
    private static bool IsLookedAt(TemplateKind kind, Snapshot snapshot) =>
        Checklists.Of(snapshot, kind) is { IsEmpty: false } templates && templates.All(template => template.Unreadable is null);

    private static Finding FindingOf(TemplateCriterion criterion, TemplateKind kind, Snapshot snapshot)
    {
        var forge = Checklists.ForgeOf(snapshot);
        var templates = Deciding(kind, snapshot);
        var where = templates.Length == 1 ? $"The {Checklists.Name(kind, forge)} '{templates[0].Path}'" : $"None of the {templates.Length} {Checklists.Name(kind, forge)}s";
        return new Finding
        {
            Message = $"{where} {(templates.Length == 1 ? "has no" : "has an")} item for the criterion '{criterion.Id}', which the policy asks for, so nobody is reminded of it. Add an item that holds {string.Join(" or ", criterion.AnyOf.Take(5).Select(word => $"'{word}'"))}.",
            Subject = $"templates#{(kind is TemplateKind.Issue ? "issue" : "change")}/{criterion.Id}",
            Place = Place.StartOf(templates[0].Path),
            Evidence = string.Join('\n', templates.Select(template => template.Path).Concat(criterion.AnyOf.Select(word => $"word: {word}"))),
            Related = [new RelatedPlace(criterion.Span, "the criterion in the policy")],
        };
    }
}
