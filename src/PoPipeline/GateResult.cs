namespace PoPipeline;

/// <summary>What the gate decides.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Reason">Why, in one sentence without text of others.</param>
public sealed record GateResult(ExitCode Code, string Reason);
