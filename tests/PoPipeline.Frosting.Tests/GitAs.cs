using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>Runs git as one of several people.</summary>
internal static class GitAs
{
    /// <summary>Runs it to its end, which has to be a good one.</summary>
    /// <param name="who">The person: <c>alice</c>.</param>
    /// <param name="folder">The folder to run in.</param>
    /// <param name="words">Its arguments.</param>
    public static void Run(string who, string folder, params string[] words) =>
        ChildProcess.Demand("git", ["-c", $"user.name={who}", "-c", $"user.email={who}@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null", .. words], folder);
}
