using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>Where a command stands among the branches of a script that a step runs once.</summary>
internal sealed class ScriptArm
{
    private static readonly string[] Loops = ["for", "while", "until", "select"];

    private readonly Script script;
    private readonly ImmutableArray<Branch> branches;

    private ScriptArm(Script script, ImmutableArray<Branch> branches)
    {
        this.script = script;
        this.branches = branches;
    }

    /// <summary>That of a command; null where nothing decides about it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="index">The command.</param>
    public static ScriptArm? Of(Script script, int index) => script.Commands[index] is { Inside: null, Branches: { IsEmpty: false } branches } ? new(script, branches) : null;

    /// <summary>Whether no run comes to both: they stand in different branches of one <c>if</c> or <c>case</c> that asks what the run is for.</summary>
    /// <param name="other">The other one.</param>
    public bool Excludes(ScriptArm? other)
    {
        if (other is null || !ReferenceEquals(script, other.script))
        {
            return false;
        }

        for (var at = 0; at < Math.Min(branches.Length, other.branches.Length); at++)
        {
            if (branches[at] != other.branches[at])
            {
                return branches[at] is { IsLink: false } one && other.branches[at] is { IsLink: false } two && one.Condition == two.Condition && IsRunOnce(at) && AsksForRun(script.Commands[one.Condition]);
            }
        }

        return false;
    }

    // What a loop or a function runs again may take another branch there.
    private bool IsRunOnce(int depth) => depth == 0 || (!Array.Exists(Loops, ScriptFacts.Of(script).Names) && !branches.Take(depth).Any(branch => script.Commands[branch.Condition].Name is "function"));

    private bool AsksForRun(Command condition) => condition.Name is "[" or "[[" or "test" or "case" && !ScriptFacts.Of(script).GoesOnBehindPatterns && condition.Words.All(AsksForRun);

    private static bool AsksForRun(Word word) => word.Literal || (!word.Expansions.IsEmpty && word.Expansions.All(part => IsOfRun(word.Text.AsSpan(part.Offset, part.Length).TrimStart("${ "))));

    private static bool IsOfRun(ReadOnlySpan<char> expanded)
    {
        foreach (var name in PlatformProfiles.RunVariables)
        {
            if (expanded.StartsWith(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
