using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;
using PoPipeline.Sources.Git;

namespace PoPipeline.Decisions.Trust;

/// <summary>What is said from outside of a clone about the branch that counts. Whoever can push a branch can give it any name, so that no name is ever guessed.</summary>
/// <param name="Given">The branch that whoever runs the check names; null where they name none.</param>
/// <param name="Told">The default branch, as the job of a forge tells it about this repository; null where there is no such job.</param>
public sealed record BranchHint(string? Given, string? Told)
{
    // GitHub's events are a few hundred kilobytes at most.
    private const int LargestEvent = 32 * 1024 * 1024;

    /// <summary>No hint.</summary>
    public static BranchHint None { get; } = new(Given: null, Told: null);

    /// <summary>The forge that runs the job, by which advice is given; unknown outside of one.</summary>
    public Forge Job { get; init; }

    /// <summary>Reads what a job's environment says: the event of GitHub Actions, the variables of GitLab CI.</summary>
    /// <param name="root">The repository, absolute. A job may check out another one than its own, about which it says nothing.</param>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <param name="given">The branch that whoever runs the check names; null where they name none.</param>
    public static BranchHint Of(string root, Func<string, string?> variable, string? given)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var git = GitRepository.Of(Path.GetFullPath(root));
        var job = JobOf(variable);
        var (repository, branch) = job switch
        {
            Forge.GitHub => OfGitHub(git?.Top ?? root, variable),
            Forge.GitLab => (Text(variable("CI_PROJECT_PATH")), Text(variable("CI_DEFAULT_BRANCH"))),
            _ => default,
        };
        var remote = git?.Remote() is { } address ? RemoteAddress.Of(address) : null;
        var own = remote is { Owner: { } owner } ? $"{owner}/{remote.Name}" : null;
        var isOther = own is not null && repository is not null && !own.Equals(repository, StringComparison.OrdinalIgnoreCase);
        return new BranchHint(Text(given), isOther ? null : Text(branch)) { Job = job };
    }

    // Whoever may set variables of a pipeline could bring along those of another forge. Where both say that the job is theirs, neither is believed.
    private static Forge JobOf(Func<string, string?> variable) => (variable("GITHUB_ACTIONS") is "true", variable("GITLAB_CI") is "true") switch
    {
        (true, false) => Forge.GitHub,
        (false, true) => Forge.GitLab,
        _ => Forge.Unknown,
    };

    private static (string? Repository, string? Branch) OfGitHub(string top, Func<string, string?> variable)
    {
        // The runner writes the event beside the workspace. What lies in it belongs to the change.
        if (Text(variable("GITHUB_EVENT_PATH")) is not { } file
            || file.Contains('\0', StringComparison.Ordinal)
            || RealPaths.Within(top, file) is not null
            || (Text(variable("GITHUB_WORKSPACE")) is { } workspace && RealPaths.Within(workspace, file) is not null))
        {
            return default;
        }

        try
        {
            using var json = JsonDocument.Parse(BoundedFile.Read(file, LargestEvent));
            return json.RootElement.TryGetProperty("repository", out var repository)
                ? (Member(repository, "full_name"), Member(repository, "default_branch"))
                : default;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or IOException or FileTooLargeException or UnauthorizedAccessException or ArgumentException)
        {
            return default;
        }
    }

    private static string? Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
