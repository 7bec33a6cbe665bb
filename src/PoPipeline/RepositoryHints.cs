using PoPipeline.Rules.Model;

namespace PoPipeline;

/// <summary>What the environment of a run says of the repository, read once where the program starts.</summary>
public sealed record RepositoryHints
{
    /// <summary>No hints.</summary>
    public static RepositoryHints None { get; } = new();

    /// <summary>The forge that runs this program; unknown outside of one.</summary>
    public Forge Forge { get; init; }

    /// <summary>The web address of that forge: <c>https://github.com</c>.</summary>
    public string? Server { get; init; }

    /// <summary>The path of the repository on that forge: <c>owner/name</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>The folder that the repository was checked out to. Another folder gains nothing from <see cref="Repository"/>.</summary>
    public string? Workspace { get; init; }

    /// <summary>Reads the variables that GitHub Actions and GitLab CI set.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    public static RepositoryHints Of(Func<string, string?> variable)
    {
        if (variable("GITHUB_ACTIONS") is "true" || variable("GITHUB_REPOSITORY") is { Length: > 0 })
        {
            return new RepositoryHints
            {
                Forge = Forge.GitHub,
                Server = variable("GITHUB_SERVER_URL"),
                Repository = variable("GITHUB_REPOSITORY"),
                Workspace = variable("GITHUB_WORKSPACE"),
            };
        }

        if (variable("GITLAB_CI") is "true" || variable("CI_PROJECT_PATH") is { Length: > 0 })
        {
            return new RepositoryHints
            {
                Forge = Forge.GitLab,
                Server = variable("CI_SERVER_URL"),
                Repository = variable("CI_PROJECT_PATH"),
                Workspace = variable("CI_PROJECT_DIR"),
            };
        }

        return None;
    }
}
