using System.Text.Json;
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

    /// <summary>Reads what a job's environment says: the event of GitHub Actions, the variables of GitLab CI.</summary>
    /// <param name="root">The repository, absolute. A job may check out another one than its own, about which it says nothing.</param>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <param name="given">The branch that whoever runs the check names; null where they name none.</param>
    public static BranchHint Of(string root, Func<string, string?> variable, string? given)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var (repository, branch) = OfGitHub(variable) ?? OfGitLab(variable) ?? default;
        var remote = GitRepository.Of(Path.GetFullPath(root))?.Remote() is { } address ? RemoteAddress.Of(address) : null;
        var own = remote is { Owner: { } owner } ? $"{owner}/{remote.Name}" : null;
        var isOther = own is not null && repository is not null && !own.Equals(repository, StringComparison.OrdinalIgnoreCase);
        return new BranchHint(Text(given), isOther ? null : Text(branch));
    }

    private static (string? Repository, string? Branch)? OfGitHub(Func<string, string?> variable)
    {
        if (Text(variable("GITHUB_EVENT_PATH")) is not { } file)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(BoundedFile.Read(file, LargestEvent));
            return json.RootElement.TryGetProperty("repository", out var repository)
                ? (Member(repository, "full_name"), Member(repository, "default_branch"))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or IOException or FileTooLargeException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static (string? Repository, string? Branch)? OfGitLab(Func<string, string?> variable) =>
        Text(variable("CI_DEFAULT_BRANCH")) is { } branch ? (Text(variable("CI_PROJECT_PATH")), branch) : null;

    private static string? Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
