using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;

namespace PoPipeline.Tests.GitHubActions;

public sealed class LinkedFilesTests : IDisposable
{
    private const string Workflow = "on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ./tools/setup\n";
    private const string Action = "name: x\nruns:\n  using: composite\n  steps:\n    - run: make\n      shell: bash\n";

    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_workflow_that_is_a_link_to_another_one_is_read_where_it_lies_and_nowhere_else()
    {
        tree.Write(".github/workflows/z.yml", Workflow).Link(".github/workflows/a.yml", "z.yml").Link(".github/workflows/b.yml", "a.yml");

        var snapshot = Collect();

        Assert.Equal([".github/workflows/z.yml"], snapshot.Pipelines.Select(pipeline => pipeline.Path));
        Assert.Equal(
            [new LinkedPipeline(".github/workflows/a.yml", ".github/workflows/z.yml"), new LinkedPipeline(".github/workflows/b.yml", ".github/workflows/z.yml")],
            snapshot.LinkedPipelines);
    }

    [Fact]
    public void Of_links_to_what_is_no_pipeline_itself_the_first_one_is_read()
    {
        tree.Write("real/ci.yml", Workflow).Link(".github/workflows/a.yml", "../../real/ci.yml").Link(".github/workflows/b.yml", "../../real/ci.yml");

        var snapshot = Collect();

        Assert.Equal([".github/workflows/a.yml"], snapshot.Pipelines.Select(pipeline => pipeline.Path));
        Assert.Equal(
            [new LinkedPipeline(".github/workflows/a.yml", "real/ci.yml"), new LinkedPipeline(".github/workflows/b.yml", ".github/workflows/a.yml")],
            snapshot.LinkedPipelines);
    }

    [Fact]
    public void An_action_that_is_used_by_a_link_is_read_where_it_lies_also_among_examples()
    {
        tree.Write(".github/workflows/ci.yml", Workflow).Write("examples/setup/action.yml", Action).Link("tools/setup/action.yml", "../../examples/setup/action.yml");

        Assert.Equal([".github/workflows/ci.yml", "examples/setup/action.yml"], Collect().Pipelines.Select(pipeline => pipeline.Path));
    }

    [Theory]
    [InlineData("../../../outside.yml")]
    [InlineData("nothing.yml")]
    [InlineData("a.yml")]
    public void A_link_to_nothing_that_is_read_is_still_told(string target)
    {
        tree.Link(".github/workflows/a.yml", target);

        var snapshot = Collect();

        Assert.NotNull(Assert.Single(snapshot.Pipelines).Unreadable);
        Assert.Empty(snapshot.LinkedPipelines);
    }

    [Fact]
    public void A_copy_is_no_link()
    {
        tree.Write(".github/workflows/a.yml", Workflow).Write(".github/workflows/b.yml", Workflow);

        Assert.Equal(2, Collect().Pipelines.Length);
    }

    private Snapshot Collect() => new Collector(TimeProvider.System).Collect(tree.Root, new Policy());
}
