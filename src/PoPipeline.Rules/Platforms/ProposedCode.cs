using System.Buffers;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>Tells the sources that name the code of somebody's proposal: the hash of a commit cannot harm a script, but what is checked out by it can.</summary>
public static class ProposedCode
{
    // Parts of paths, in lower case.
    private static readonly string[] Parts =
        ["github.head_ref", ".pull_request.head.", ".merge_commit_sha", ".workflow_run.head_", ".workflow_run.pull_requests", ".check_suite.head_", ".check_run.head_", ".pull_request.head"];

    // What the forge's API and its programs call the side of a proposal that its author owns.
    private static readonly SearchValues<string> Answers = SearchValues.Create(
        ["headRefName", "headRefOid", "headRepository", "head.ref", "head.sha", "head.repo", "head_branch", "head_sha", "merge_commit_sha", "potentialMergeCommit"], StringComparison.Ordinal);

    /// <summary>Whether a text asks the forge for the code of a proposal: for its head, or for what it would become.</summary>
    /// <param name="text">A part of a script.</param>
    public static bool IsAskedForIn(ReadOnlySpan<char> text) => text.ContainsAny(Answers);

    /// <summary>Whether a source, as origins name them, is code that somebody from outside proposes.</summary>
    /// <param name="source">The source.</param>
    public static bool IsNamedBy(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Array.Exists(Parts, part => source.Contains(part, StringComparison.OrdinalIgnoreCase)) || source.StartsWith(Provenance.ProposedCode, StringComparison.Ordinal);
    }
}
