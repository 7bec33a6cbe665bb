using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A project.</summary>
/// <param name="WorkItems">The issue as a work item, which alone says when its description was edited.</param>
/// <param name="Issue">The issue.</param>
internal sealed record GraphProject([property: JsonPropertyName("workItems")] GraphWorkItems? WorkItems, GraphIssue? Issue);
