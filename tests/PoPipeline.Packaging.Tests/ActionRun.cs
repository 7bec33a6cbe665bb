using System.Text.Json.Nodes;

namespace PoPipeline.Packaging.Tests;

/// <summary>What came of a composite action.</summary>
/// <param name="ExitCode">0 where every step that ran succeeded, else 1.</param>
/// <param name="Output">What the steps wrote.</param>
/// <param name="Outputs">The outputs of the action.</param>
/// <param name="Workspace">The folder that was its workspace, which is gone.</param>
internal sealed record ActionRun(int ExitCode, string Output, JsonObject Outputs, string Workspace);
