using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>Tells the sources that name the code of somebody's proposal: the hash of a commit cannot harm a script, but what is checked out by it can.</summary>
public static class ProposedCode
{
    // Parts of paths, in lower case.
    private static readonly string[] Parts =
        ["github.head_ref", ".pull_request.head.", ".merge_commit_sha", ".workflow_run.head_", ".workflow_run.pull_requests", ".check_suite.head_", ".check_run.head_", ".pull_request.head"];

    /// <summary>Whether a source, as origins name them, is code that somebody from outside proposes.</summary>
    /// <param name="source">The source.</param>
    public static bool IsNamedBy(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Array.Exists(Parts, part => source.Contains(part, StringComparison.OrdinalIgnoreCase)) || source.StartsWith(Provenance.ProposedCode, StringComparison.Ordinal);
    }
}
