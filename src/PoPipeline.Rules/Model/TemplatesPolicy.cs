using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>What the policy asks of templates for issues and changes.</summary>
public sealed record TemplatesPolicy
{
    /// <summary>The kinds of templates that must carry a security checklist; empty where none must, so that its absence is hygiene.</summary>
    public ImmutableArray<TemplateKind> Require { get; init; } = [];

    /// <summary>Words that make an item a security criterion beside those that PoPipeline knows.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The criteria that the organisation's templates must cover.</summary>
    public ImmutableArray<TemplateCriterion> Criteria { get; init; } = [];
}
