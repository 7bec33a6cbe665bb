using PoPipeline.Rules.Releasing;

namespace PoPipeline.Tests.Sources.SupplyChains;

public sealed class AttestationsTests
{
    public static TheoryData<string> Cases => [.. CaseTree.Names.Where(name => name.StartsWith("PO3305.", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_attests_a_pipeline_is_found_out_once_for_each_snapshot(string name)
    {
        var snapshot = CaseTree.Collect(name);
        var other = snapshot with { };

        Assert.All(snapshot.Pipelines, pipeline =>
        {
            Assert.Same(Attestations.Of(pipeline, snapshot), Attestations.Of(pipeline, snapshot));
            Assert.NotSame(Attestations.Of(pipeline, snapshot), Attestations.Of(pipeline, other));
        });
    }
}
