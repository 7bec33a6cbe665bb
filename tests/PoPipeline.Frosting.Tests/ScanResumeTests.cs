using System.Text.Json.Nodes;
using PoPipeline.Tests;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests;

/// <summary>A run about an organisation whose process is killed, and the one that comes after it.</summary>
public sealed class ScanResumeTests : IDisposable
{
    private const int Count = 2000;

    private static readonly Dictionary<string, string?> Variables = new(StringComparer.Ordinal) { ["POPIPELINE_TOKEN"] = "canary-4c1d9e7ab2" };

    private readonly ScanServer forge = new(Count);
    private readonly TempTree folder = new();

    public void Dispose()
    {
        forge.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_run_that_is_killed_half_way_is_gone_on_with_and_ends_as_if_nothing_had_been()
    {
        Run("whole");
        var undisturbed = forge.Requests;

        forge.Forget();
        forge.Most = undisturbed / 2;
        using (var process = ChildProcess.Start("dotnet", Words("killed", "--cache", folder.PathOf("cache")), folder.Root, Variables))
        {
            Assert.True(SpinWait.SpinUntil(() => forge.Requests > forge.Most, TimeSpan.FromSeconds(60)));
            process.Kill();
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        }

        forge.Forget();
        forge.Most = int.MaxValue;
        Run("resumed", "--cache", folder.PathOf("cache"));

        Assert.InRange(forge.Requests, 1, undisturbed * 62 / 100);
        Assert.Equal(Without(folder.PathOf("whole/snapshot.json")), Without(folder.PathOf("resumed/snapshot.json")));
    }

    private void Run(string output, params string[] words) => ChildProcess.Run("dotnet", Words(output, words), folder.Root, Variables);

    private string[] Words(string output, params string[] words) =>
        [typeof(Application).Assembly.Location, "org", $"github:{forge.Address}/acme", "--root", folder.Root, "--output", folder.PathOf(output), "--quiet", .. words];

    // The moments of the runs themselves are those of the machine.
    private static string Without(string path)
    {
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(json.Remove("observedAt"));
        return json.ToJsonString();
    }
}
