namespace PoPipeline.Tests.Jenkins;

/// <summary>Compares our rules with the pairs of pipeline-check.</summary>
public sealed class PeerFixturesTests
{
    // Of the pairs that one of our rules is about.
    private const double LeastAgreed = 0.85;

    [Fact]
    public void Every_fixture_is_agreed_on_or_it_is_said_why_not()
    {
        var pairs = PeerFixtures.PairsOf("jenkins", ".jenkinsfile");

        var compared = new PeerFixtures("Jenkins", "Jenkinsfile", "https://www.jenkins.io/doc/").Compare(pairs, all => $"{all.Count} pairs, {PeerFixtures.Counts(all)}\n");

        Assert.InRange((double)compared.Count(one => one.Result is PeerFixtures.Result.Agreed) / compared.Count(one => one.Result is not PeerFixtures.Result.NoRule), LeastAgreed, 1);
    }
}
