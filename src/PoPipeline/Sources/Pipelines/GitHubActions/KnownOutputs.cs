using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What well-known actions put into their outputs.</summary>
internal static class KnownOutputs
{
    /// <summary>How the sources start that are commits or branches of somebody's proposal.</summary>
    public const string ProposedCode = "proposed code by ";

    // Names of files, branches and texts that whoever caused the run wrote; '*' stands for every output that is not listed as fixed.
    private static readonly FrozenDictionary<string, (string[] Free, string[] Fixed)> Table = new Dictionary<string, (string[], string[])>(StringComparer.OrdinalIgnoreCase)
    {
        ["actions/attest"] = ([], ["*"]),
        ["actions/attest-build-provenance"] = ([], ["*"]),
        ["actions/cache"] = ([], ["*"]),
        ["actions/cache/restore"] = ([], ["*"]),
        ["actions/checkout"] = (["ref"], ["commit"]),
        ["actions/configure-pages"] = ([], ["*"]),
        ["actions/create-github-app-token"] = ([], ["*"]),
        ["actions/deploy-pages"] = ([], ["*"]),
        ["actions/download-artifact"] = ([], ["*"]),
        ["actions/setup-dotnet"] = ([], ["*"]),
        ["actions/setup-go"] = ([], ["*"]),
        ["actions/setup-java"] = ([], ["*"]),
        ["actions/setup-node"] = ([], ["*"]),
        ["actions/setup-python"] = ([], ["*"]),
        ["actions/upload-artifact"] = ([], ["*"]),
        ["ahmadnassri/action-changed-files"] = (["*"], []),
        ["amannn/action-semantic-pull-request"] = (["error_message"], ["type", "scope"]),
        ["docker/build-push-action"] = ([], ["imageid", "digest"]),
        ["docker/setup-buildx-action"] = ([], ["*"]),
        ["dorny/paths-filter"] = (["*_files"], ["*"]),
        ["eficode/resolve-pr-refs"] = (["head_ref"], ["head_sha", "base_sha"]),
        ["gotson/pull-request-comment-branch"] = (["head_ref"], ["head_sha", "base_sha"]),
        ["jitterbit/get-changed-files"] = (["*"], []),
        ["khan/pull-request-comment-trigger"] = (["comment_body"], ["triggered"]),
        ["lots0logs/gh-action-get-changed-files"] = (["*"], []),
        ["peter-evans/create-pull-request"] = ([], ["*"]),
        ["peter-evans/find-comment"] = (["comment-body"], ["comment-id", "comment-node-id", "comment-created-at"]),
        ["potiuk/get-workflow-origin"] = (["sourceheadbranch", "pullrequestlabels"], ["sourceheadsha", "pullrequestnumber", "mergecommitsha", "targetcommitsha"]),
        ["step-security/changed-files"] = (["*_files", "*_files_*"], ["any_*", "only_*", "*_count"]),
        ["tj-actions/branch-names"] = (["*"], ["is_*", "base_ref_branch", "default_branch"]),
        ["tj-actions/changed-files"] = (["*_files", "*_keys"], ["any_*", "only_*", "*_count"]),
        ["trilom/file-changes-action"] = (["*"], []),
        ["tspascoal/get-user-teams-membership"] = ([], ["isteammember"]),
        ["xt0rted/pull-request-comment-branch"] = (["head_ref"], ["head_sha", "base_sha"]),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // The first version whose names are escaped for a shell, with the input 'safe_output' on by default; see CVE-2023-51664 and CVE-2023-52137.
    private static readonly FrozenDictionary<string, int> EscapesSince = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["tj-actions/changed-files"] = 41,
        ["tj-actions/verify-changed-files"] = 17,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who controls an output; null where nothing is known of it.</summary>
    /// <param name="action">The action, without its version.</param>
    /// <param name="output">The output.</param>
    /// <param name="events">What starts the run; empty where that is not known.</param>
    /// <param name="isEscaped">Whether the action puts a backslash before what a shell would read as an operator.</param>
    public static Provenance? Of(string action, string output, ImmutableArray<WorkflowEvent> events, bool isEscaped = false)
    {
        if (!Table.TryGetValue(action, out var outputs))
        {
            return null;
        }

        if (outputs.Fixed.Any(name => name is not "*" && Matches(name, output)))
        {
            return IsHead(output) ? Provenance.Constant with { Sources = [$"{ProposedCode}{action}"] } : Provenance.Constant;
        }

        if (outputs.Free.Any(name => Matches(name, output)))
        {
            var isOutsider = events.IsEmpty || events.Any(found => EventTable.Of(found.Name).StartedBy is Origin.Outsider or Origin.Caller or Origin.Unknown);
            return new Provenance(isOutsider ? Origin.Outsider : Origin.Contributor, isEscaped ? Charset.Limited : Charset.Free);
        }

        return outputs.Fixed.Contains("*") ? Provenance.Constant : null;
    }

    /// <summary>Whether a step's action escapes the names that it puts out: it is one that does so from a version on, unless it is told not to.</summary>
    /// <param name="action">The action, without its version.</param>
    /// <param name="version">Its version, as far as it is written.</param>
    /// <param name="safe">The input that switches it off; null where it is not set.</param>
    public static bool Escapes(string action, string? version, string? safe) =>
        EscapesSince.TryGetValue(action, out var since) && VersionWords.Major(version) >= since && !string.Equals(safe?.Trim(), "false", StringComparison.OrdinalIgnoreCase);

    private static bool IsHead(string output) => output is "head_sha" or "sourceHeadSha" or "mergeCommitSha";

    // One star at the start, at the end, or at both.
    private static bool Matches(string pattern, string name)
    {
        var core = pattern.AsSpan().Trim('*');
        return (pattern.StartsWith('*'), pattern.EndsWith('*')) switch
        {
            (true, true) => name.AsSpan().Contains(core, StringComparison.OrdinalIgnoreCase),
            (true, false) => name.AsSpan().EndsWith(core, StringComparison.OrdinalIgnoreCase),
            (false, true) => name.AsSpan().StartsWith(core, StringComparison.OrdinalIgnoreCase),
            _ => pattern.Equals(name, StringComparison.OrdinalIgnoreCase),
        };
    }
}
