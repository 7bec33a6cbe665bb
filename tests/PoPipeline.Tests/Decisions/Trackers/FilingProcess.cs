using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Forges.GitHub;
using PoPipeline.Forges.Http;

namespace PoPipeline.Tests.Decisions.Trackers;

/// <summary>A process of its own that files the request of the fixture, as one of several runs at once does.</summary>
internal static class FilingProcess
{
    /// <summary>The first argument of such a process; the second is the address of GitHub.</summary>
    public const string Verb = "file-request";

    /// <summary>Starts one and waits for it.</summary>
    /// <param name="address">Where GitHub is.</param>
    /// <returns>The name of the issue that it filed or found; what it wrote of an error.</returns>
    public static async Task<string> StartAsync(Uri address)
    {
        var (_, output, error) = await ChildProcess.RunAsync("dotnet", [typeof(FilingProcess).Assembly.Location, Verb, address.AbsoluteUri]);
        return output.Trim() + error;
    }

    /// <summary>What runs in it.</summary>
    /// <param name="address">Where GitHub is.</param>
    public static async Task<int> RunAsync(Uri address)
    {
        using var tracker = GitHubTracker.Create(new GitHubOptions { Address = address, Token = new Secret("ghs_bot"), Repository = "acme/app" });
        var context = await tracker.OpenAsync(CancellationToken.None);
        var issue = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), CancellationToken.None);
        await Console.Out.WriteLineAsync(issue.Name);
        return 0;
    }
}
