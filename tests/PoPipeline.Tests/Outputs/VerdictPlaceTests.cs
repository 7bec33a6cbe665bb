using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Tests.Outputs;

/// <summary>A verdict on a repository points at no file that is not there.</summary>
public sealed class VerdictPlaceTests
{
    [Theory]
    [InlineData(null, PolicySource.Tree)]
    [InlineData("/etc/company.yml", PolicySource.Given)]
    public void A_verdict_without_a_policy_in_the_tree_has_the_place_of_a_file_that_is_there_or_of_none(string? policy, PolicySource source)
    {
        var every = Samples.Every();
        var bare = every with { Snapshot = every.Snapshot with { Policy = new Policy { Path = policy }, Trust = new PolicyTrust { Source = source } } };

        Assert.All(
            ["sarif", "github-sarif", "defectdojo"],
            kind => Assert.All(PathsOf(kind, bare), path => Assert.Contains(path, bare.Snapshot.Repository.Files)));
        Assert.Contains(Results("sarif", bare), result => Kind(result) is "pass" && !result.GetProperty("locations")[0].TryGetProperty("physicalLocation", out _));
        Assert.DoesNotContain(".popipeline.yml", Samples.Write("gitlab-codequality", bare), StringComparison.Ordinal);
    }

    private static List<string> PathsOf(string kind, Assessment assessment) =>
    [
        .. Results(kind, assessment)
            .SelectMany(result => result.GetProperty("locations").EnumerateArray())
            .Where(location => location.TryGetProperty("physicalLocation", out _))
            .Select(location => location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString() ?? ""),
    ];

    private static string Kind(JsonElement result) => result.TryGetProperty("kind", out var kind) ? kind.GetString() ?? "" : "fail";

    private static List<JsonElement> Results(string kind, Assessment assessment) =>
        [.. JsonDocument.Parse(Samples.Write(kind, assessment)).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];
}
