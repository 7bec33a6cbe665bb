using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>A folder with files that an outsider controls.</summary>
/// <param name="Folder">The folder; null for the workspace itself.</param>
/// <param name="Value">Who controls them, and how they came there.</param>
internal sealed record ForeignFolder(string? Folder, Provenance Value);
