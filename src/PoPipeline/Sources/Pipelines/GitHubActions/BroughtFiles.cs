using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Files of an outsider that a step brings.</summary>
/// <param name="Step">The index of the step.</param>
/// <param name="Offset">Where its script brings them, from 0.</param>
/// <param name="Folder">The folder that they lie in then; null for the workspace itself.</param>
/// <param name="Value">Who controls them, and how they came there.</param>
internal sealed record BroughtFiles(int Step, int Offset, string? Folder, Provenance Value)
{
    /// <summary>The index of the step that clears the folder.</summary>
    public int Until { get; set; } = int.MaxValue;
}
