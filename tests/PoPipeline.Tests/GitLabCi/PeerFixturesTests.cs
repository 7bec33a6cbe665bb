using PoPipeline.Sources.Pipelines.GitLabCi;

namespace PoPipeline.Tests.GitLabCi;

/// <summary>Compares our rules with the test data of two other tools: of glsec a file for each of its rules, and the pairs of pipeline-check.</summary>
public sealed class PeerFixturesTests
{
    [Fact]
    public void Every_fixture_is_agreed_on_or_it_is_said_why_not()
    {
        var glsec = Path.Combine(TestPaths.RequireCorpora(), "gitlab", "glsec", "testdata", "fixtures");
        Assert.SkipUnless(Directory.Exists(glsec), "The corpora on this machine lack 'gitlab/glsec'.");
        var fixtures = Directory.EnumerateFiles(glsec, "gl*.yml").Select(file => new PeerFixtures.Fixture($"glsec/{Path.GetFileNameWithoutExtension(file)}", file, Safe: null))
            .Concat(PeerFixtures.PairsOf("gitlab", ".yml", "pipeline-check/"))
            .OrderBy(fixture => fixture.Name, StringComparer.Ordinal)
            .ToList();

        _ = new PeerFixtures("GitLabCi", GitLabCiReader.Root, "https://docs.gitlab.com/").Compare(
            fixtures,
            all => string.Concat(all.GroupBy(one => one.Fixture.Split('/')[0], StringComparer.Ordinal).Select(peer => $"{peer.Key}: {peer.Count()} fixtures, {PeerFixtures.Counts(peer)}\n")));
    }
}
