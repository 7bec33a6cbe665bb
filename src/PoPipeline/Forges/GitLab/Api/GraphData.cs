namespace PoPipeline.Forges.GitLab.Api;

/// <summary>The root of an answer.</summary>
internal sealed record GraphData(GraphProject? Project);
