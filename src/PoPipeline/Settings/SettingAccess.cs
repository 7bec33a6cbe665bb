using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings;

/// <summary>How a forge is asked for a setting, and what it takes to be told.</summary>
public sealed record SettingAccess
{
    /// <summary>The forge.</summary>
    public required Forge Forge { get; init; }

    /// <summary>The setting.</summary>
    public required ForgeSetting Setting { get; init; }

    /// <summary>What is asked, as its documentation writes it: <c>GET /repos/{owner}/{repo}/hooks</c>. Several are separated by a line.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The smallest scope of a token of the older kind: <c>read:repo_hook</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The smallest permission of a fine-grained token or an app: <c>Webhooks: read</c>; the same as the scope where the forge has no such tokens.</summary>
    public required string Permission { get; init; }

    /// <summary>The role that the account of the token needs: <c>administrator of the repository</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The plan or tier that has it: <c>all plans</c>, <c>GitLab Premium</c>.</summary>
    public required string Plan { get; init; }

    /// <summary>The smallest permission with which the token that a job gets by itself sees it, GITHUB_TOKEN or CI_JOB_TOKEN: <c>contents: read</c>; null where it never does.</summary>
    public string? JobToken { get; init; }

    /// <summary>Where the forge documents it.</summary>
    public required string Page { get; init; }

    /// <summary>What it takes, as a clause behind "the token lacks": <c>the permission 'Webhooks: read' (classic: 'read:repo_hook') of an administrator of the repository</c>.</summary>
    public string Needs => Permission == Scope
        ? $"the scope '{Scope}', or its account the role: {Role}"
        : $"the permission '{Permission}' (classic: '{Scope}'), or its account the role: {Role}";

    /// <summary>What is known where the forge did not tell.</summary>
    /// <param name="reply">What came of asking.</param>
    /// <typeparam name="T">What was asked for.</typeparam>
    internal Observed<T> Refused<T>(ForgeReply reply)
        where T : class
    {
        var said = reply.Said.Length > 0 ? $", '{reply.Said}'" : "";
        return reply switch
        {
            { Failure: { } failure } => Observed<T>.Failed(failure),

            // It is not that the token may not see this: with none that is valid nothing could be looked at.
            { Status: 401 } => Observed<T>.Failed($"401{said}: there is no valid token; set POPIPELINE_TOKEN"),
            { Status: 403 } => Observed<T>.Unknown($"403{said}: the token lacks {Needs}"),
            { Status: 404 } => Observed<T>.Unknown($"404{said}: it is not there, or the token lacks {Needs}"),
            { Status: 410 or 451 } => Observed<T>.Unknown($"{reply.Status}{said}: the forge does not show it"),
            _ => Observed<T>.Failed($"the forge answered {reply.Status}{said}, which is no answer to expect"),
        };
    }

    /// <summary>What is known where the answer lacks what its documentation describes.</summary>
    /// <param name="field">The field that is missing, null, or of another kind.</param>
    /// <typeparam name="T">What was asked for.</typeparam>
    internal Observed<T> Lacks<T>(string field)
        where T : class => Observed<T>.Unknown($"the answer has no '{field}'; where the forge leaves it out, the token lacks {Needs}");
}
