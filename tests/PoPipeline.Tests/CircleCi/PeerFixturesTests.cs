using PoPipeline.Sources.Pipelines.CircleCi;

namespace PoPipeline.Tests.CircleCi;

/// <summary>Compares our rules with the pairs of pipeline-check.</summary>
public sealed class PeerFixturesTests
{
    [Fact]
    public void Every_pair_is_agreed_on_or_it_is_said_why_not()
    {
        var pairs = PeerFixtures.PairsOf("circleci", ".yml");

        var compared = new PeerFixtures("CircleCi", CircleCiReader.Root, "https://").Compare(pairs, all => $"{all.Count} pairs, {PeerFixtures.Counts(all)}\n");

        // Of those whose concept is one of ours.
        var meant = compared.Count(one => one.Result is not PeerFixtures.Result.NoRule);
        Assert.True(compared.Count(one => one.Result is PeerFixtures.Result.Agreed or PeerFixtures.Result.Refused) >= 0.85 * meant, "Fewer than 85 of 100 pairs are told apart.");
    }
}
