using System.Collections.Immutable;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Templates;

namespace PoPipeline.Configuration;

/// <summary>The part of <c>.popipeline.yml</c> that is about templates.</summary>
internal static class TemplatesShape
{
    private static readonly ListShape<string> Texts = new(new TextShape(), "");

    private static readonly ChoiceShape<TemplateKind> Kind = new("kind of template", [("issue", TemplateKind.Issue), ("change", TemplateKind.Change)]);

    private static readonly ChoiceShape<ImmutableArray<TemplateKind>> Kinds = new(
        "kind of template",
        [("issue", [TemplateKind.Issue]), ("change", [TemplateKind.Change]), ("both", [TemplateKind.Issue, TemplateKind.Change])]);

    private static readonly MappingShape<TemplateCriterion> Criterion = new(
        [
            new Key<TemplateCriterion, string>("id", "The name of the criterion.", new TextShape(), criterion => criterion.Id, (criterion, value) => criterion with { Id = value }, required: true),
            new Key<TemplateCriterion, ImmutableArray<string>>(
                "any-of",
                "Words and phrases; an item of a template that holds one of them, case ignored, covers the criterion. A word matches at the start of a word: 'secret' matches 'secrets'.",
                Texts,
                criterion => criterion.AnyOf,
                (criterion, value) => criterion with { AnyOf = value },
                required: true),
            new Key<TemplateCriterion, ImmutableArray<TemplateKind>>("in", "The templates that must cover it: 'issue', 'change' or 'both'; without it, 'change'.", Kinds, criterion => criterion.In, (criterion, value) => criterion with { In = value }),
        ],
        finish: (criterion, node, file) =>
        {
            if (criterion.AnyOf.All(string.IsNullOrWhiteSpace))
            {
                file.Reject(node, "The criterion names no word that could cover it.");
            }

            return criterion with { Span = node.Span };
        });

    /// <summary>The value of <c>templates</c>.</summary>
    public static MappingShape<TemplatesPolicy> Root { get; } = new(
        [
            new Key<TemplatesPolicy, ImmutableArray<TemplateKind>>(
                "require",
                "The kinds of templates that must carry a security checklist; without it, one that is missing is hygiene.",
                new ListShape<TemplateKind>(Kind, TemplateKind.Change),
                templates => templates.Require,
                (templates, value) => templates with { Require = value },
                Tighten.AddTo<TemplateKind>()),
            new Key<TemplatesPolicy, ImmutableArray<string>>(
                "words",
                "Words that make an item of a template a security criterion, beside those that PoPipeline knows.",
                Texts,
                templates => templates.Words,
                (templates, value) => templates with { Words = value },
                Tighten.Remove),
            new Key<TemplatesPolicy, ImmutableArray<TemplateCriterion>>(
                "criteria",
                "The criteria that templates must cover, each with words that show that one does.",
                new ListShape<TemplateCriterion>(Criterion, new TemplateCriterion("", [], [TemplateKind.Change], default)),
                templates => templates.Criteria,
                (templates, value) => templates with { Criteria = value },
                new Demand<ImmutableArray<TemplateCriterion>>(Add, Change)),
        ],
        new TemplatesPolicy(),
        (templates, node, file) =>
        {
            foreach (var again in templates.Criteria.Where(criterion => criterion.Id.Length > 0).GroupBy(criterion => criterion.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                file.Reject(again.Last().Span.Path == file.Path ? again.Last().Span : node.Span, $"The criterion '{again.Key}' stands here twice.");
            }

            return templates;
        });

    // What is added stands beside what is demanded already; a criterion of the same name would be another demand.
    private static (ImmutableArray<TemplateCriterion> Value, string? Fault) Add(ImmutableArray<TemplateCriterion> old, ImmutableArray<TemplateCriterion> own) =>
        own.FirstOrDefault(criterion => old.Any(other => other.Id == criterion.Id)) is { } same
            ? (old, $"it has a criterion '{same.Id}' already")
            : ([.. old, .. own], null);

    // Fewer words cover it, or more templates must: then more is demanded.
    private static (ImmutableArray<TemplateCriterion> Value, string? Fault) Change(ImmutableArray<TemplateCriterion> old, ImmutableArray<TemplateCriterion> own)
    {
        var loose = old.FirstOrDefault(criterion => !own.Any(other =>
            other.Id == criterion.Id && !other.AnyOf.Except(criterion.AnyOf, StringComparer.Ordinal).Any() && !criterion.In.Except(other.In).Any()));
        return loose is null
            ? (own, null)
            : ([.. old, .. own.Where(criterion => old.All(other => other.Id != criterion.Id))], $"the branch demands the criterion '{loose.Id}', the tree less or nothing of it");
    }
}
