namespace PoPipeline.Rules.Model;

/// <summary>Pipeline files that the policy leaves out, because nothing runs them any more or somebody else looks at them.</summary>
/// <param name="Path">Which: a pattern in CODEOWNERS syntax, of GitHub's kind.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftOutPipeline(string Path, string Reason);
