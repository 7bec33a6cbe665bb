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

    [Theory]
    [InlineData("z.yml")]
    [InlineData("../../real/ci.yml")]
    [InlineData("../../../outside.yml")]
    [InlineData("nothing.yml")]
    [InlineData("a.yml")]
    public void A_workflow_that_is_a_link_never_runs(string target)
    {
        tree.Write(".github/workflows/z.yml", Workflow).Write("real/ci.yml", Workflow).Link(".github/workflows/a.yml", target);

        var snapshot = Collect();

        Assert.Equal([".github/workflows/a.yml", ".github/workflows/z.yml"], snapshot.Pipelines.Select(pipeline => pipeline.Path));
        Assert.Equal(new Region(1, 1, 1, 1), Assert.Single(snapshot.Pipelines[0].Problems).Span.Region);
        Assert.NotNull(snapshot.Pipelines[0].Unreadable);
        Assert.Null(snapshot.Pipelines[1].Unreadable);
        Assert.Empty(snapshot.LinkedPipelines);
    }

    [Fact]
    public void Of_links_to_what_is_no_action_by_its_name_the_first_one_is_read()
    {
        tree.Write("real/setup.yml", Action).Link("a/action.yml", "../real/setup.yml").Link("b/action.yml", "../real/setup.yml");

        var snapshot = Collect();

        Assert.Equal(["a/action.yml"], snapshot.Pipelines.Select(pipeline => pipeline.Path));
        Assert.Equal([new LinkedPipeline("a/action.yml", "real/setup.yml"), new LinkedPipeline("b/action.yml", "a/action.yml")], snapshot.LinkedPipelines);
    }

    [Fact]
    public void An_action_that_is_a_link_to_another_one_is_read_where_it_lies_and_nowhere_else()
    {
        tree.Write("z/action.yml", Action).Link("a/action.yml", "../z/action.yml").Link("b/action.yml", "../a/action.yml");

        var snapshot = Collect();

        Assert.Equal(["z/action.yml"], snapshot.Pipelines.Select(pipeline => pipeline.Path));
        Assert.Equal([new LinkedPipeline("a/action.yml", "z/action.yml"), new LinkedPipeline("b/action.yml", "z/action.yml")], snapshot.LinkedPipelines);
    }

    [Fact]
    public void An_action_that_is_used_by_a_link_is_read_where_it_lies_also_among_examples()
    {
        tree.Write(".github/workflows/ci.yml", Workflow).Write("examples/setup/action.yml", Action).Link("tools/setup/action.yml", "../../examples/setup/action.yml");

        Assert.Equal([".github/workflows/ci.yml", "examples/setup/action.yml"], Collect().Pipelines.Select(pipeline => pipeline.Path));
    }

    [Theory]
    [InlineData("../../outside.yml")]
    [InlineData("nothing.yml")]
    [InlineData("action.yml")]
    public void A_link_to_nothing_that_is_read_is_still_told(string target)
    {
        tree.Link("a/action.yml", target);

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
