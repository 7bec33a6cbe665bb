using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Running;

/// <summary>Who started a run, as the forge that runs it says.</summary>
internal static class RunActor
{
    /// <summary>Reads the variables that GitHub Actions and GitLab CI set; null outside of both.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    public static Person? Of(Func<string, string?> variable) =>
        Of(variable("GITHUB_ACTOR_ID"), variable("GITHUB_ACTOR")) ?? Of(variable("GITLAB_USER_ID"), variable("GITLAB_USER_LOGIN"));

    private static Person? Of(string? id, string? name) => id is { Length: > 0 } && id.All(char.IsAsciiDigit) && name is { Length: > 0 } ? new Person(id, name) : null;
}
