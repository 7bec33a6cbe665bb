namespace PoPipeline.Rules.Shell;

/// <summary>A stretch of a script that the platform replaces before any shell reads it, quotes or not.</summary>
/// <param name="Offset">The first character, from 0.</param>
/// <param name="Length">How many characters.</param>
public sealed record PastedSpan(int Offset, int Length);
