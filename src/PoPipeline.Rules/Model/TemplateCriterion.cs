using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>A security criterion that templates must cover.</summary>
/// <param name="Id">Its name, unique within a policy.</param>
/// <param name="AnyOf">Words and phrases; an item that holds one of them covers the criterion.</param>
/// <param name="In">The kinds of templates that must cover it.</param>
/// <param name="Span">Where the policy says so, which may be a file that the repository's own extends.</param>
public sealed record TemplateCriterion(string Id, ImmutableArray<string> AnyOf, ImmutableArray<TemplateKind> In, Place Span);
