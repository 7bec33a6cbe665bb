namespace PoPipeline.Rules.Shell;

/// <summary>What decides whether a command runs: another command before it.</summary>
/// <param name="Condition">The index of that command in the script's commands: the last one of an <c>if</c>'s or <c>while</c>'s condition, the one before <c>&amp;&amp;</c> or <c>||</c>, <c>for</c>, <c>case</c>, <c>function</c>.</param>
/// <param name="When">Whether the command runs when that one succeeds; false for when it fails.</param>
/// <param name="IsLink">Whether <c>&amp;&amp;</c> or <c>||</c> joins the two, so that both are parts of one list.</param>
/// <param name="Pattern">The pattern of <c>case</c>; null elsewhere.</param>
/// <param name="IsOfGroup">Whether what is joined so is a group that the command stands in, so that its list ends there.</param>
public readonly record struct Branch(int Condition, bool When, bool IsLink = false, string? Pattern = null, bool IsOfGroup = false);
