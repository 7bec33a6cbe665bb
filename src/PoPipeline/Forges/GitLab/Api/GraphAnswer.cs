using System.Collections.Immutable;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>What GraphQL answers.</summary>
internal sealed record GraphAnswer(GraphData? Data, ImmutableArray<GraphError>? Errors);
