using System.Collections.Immutable;
using PoPipeline.Rules.Model.Templates;

namespace PoPipeline.Rules.Model.Policies;

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

/// <summary>A security criterion that templates must cover.</summary>
/// <param name="Id">Its name, unique within a policy.</param>
/// <param name="AnyOf">Words and phrases; an item that holds one of them covers the criterion.</param>
/// <param name="In">The kinds of templates that must cover it.</param>
/// <param name="Span">Where the policy says so, which may be a file that the repository's own extends.</param>
public sealed record TemplateCriterion(string Id, ImmutableArray<string> AnyOf, ImmutableArray<TemplateKind> In, Place Span);
