namespace PoPipeline.Packaging.Tests;

/// <summary>What came of a task that ran as a pod.</summary>
/// <param name="ExitCode">The exit code of its step.</param>
/// <param name="Log">What the step wrote.</param>
/// <param name="TestOutput">The result <c>TEST_OUTPUT</c>; empty where none was written.</param>
/// <param name="Workspace">The folder that was its workspace.</param>
internal sealed record TaskRun(int ExitCode, string Log, string TestOutput, string Workspace);
