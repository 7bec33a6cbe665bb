using PoPipeline.Forges.Http;

namespace PoPipeline.Forges.GitLab;

/// <summary>What a run shows GitLab to be let in. It never appears in a message.</summary>
public sealed class GitLabToken
{
    /// <summary>What a project or group owner makes for PoPipeline.</summary>
    internal const string Advice =
        "Make a project or group access token with the scope 'api' and the role Developer, or one with the scope 'read_api' where a run only reads, "
        + "and give it to the job as the masked and protected variable POPIPELINE_TOKEN";

    private GitLabToken(string header, Secret secret, string variable)
    {
        Header = header;
        Secret = secret;
        Variable = variable;
    }

    /// <summary>The environment variable that it comes from.</summary>
    public string Variable { get; }

    /// <summary>Whether it is the token of a job, which neither reads nor writes issues.</summary>
    public bool IsOfJob => Header is "JOB-TOKEN";

    internal string Header { get; }

    internal Secret Secret { get; }

    /// <summary>Takes the first that is set of <c>POPIPELINE_TOKEN</c>, <c>GITLAB_TOKEN</c> and <c>CI_JOB_TOKEN</c>; null where none is.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    public static GitLabToken? Of(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return Take("PRIVATE-TOKEN", "POPIPELINE_TOKEN") ?? Take("PRIVATE-TOKEN", "GITLAB_TOKEN") ?? Take("JOB-TOKEN", "CI_JOB_TOKEN");

        GitLabToken? Take(string header, string name) => variable(name)?.Trim() is { Length: > 0 } secret ? new GitLabToken(header, new Secret(secret), name) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Variable;
}
