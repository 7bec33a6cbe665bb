using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

public sealed class WritablePathTests : IDisposable
{
    private readonly TempTree tree = new();
    private readonly TempTree elsewhere = new();

    public void Dispose()
    {
        tree.Dispose();
        elsewhere.Dispose();
    }

    [Theory]
    [InlineData("link", "link")]
    [InlineData("link/report/file", "link")]
    [InlineData("a/link", "a/link")]
    [InlineData("a/link/b/file", "a/link")]
    [InlineData("a/../a/./link/file", "a/link")]
    [InlineData("a/dangling", "a/dangling")]
    [InlineData("a/round/file", "a/round")]
    public void A_link_in_a_tree_is_found_wherever_it_stands(string path, string link)
    {
        tree.Write("a/file").Link("link", elsewhere.Root).Link("a/link", elsewhere.Root).Link("a/dangling", "/nowhere/at/all").Link("a/round", "round");

        Assert.Equal(tree.PathOf(link), WritablePath.LinkIn(tree.PathOf(path), tree.Root));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a/file")]
    [InlineData("not/there/yet")]
    public void What_is_no_link_is_none(string path)
    {
        tree.Write("a/file");

        Assert.Null(WritablePath.LinkIn(tree.PathOf(path), tree.Root));
        Assert.True(WritablePath.IsInTree(tree.PathOf(path), tree.Root));
    }

    [Fact]
    public void A_link_above_every_tree_is_the_machines_own()
    {
        tree.Write("a/file");
        elsewhere.Link("machine", tree.Root);

        Assert.Null(WritablePath.LinkIn(elsewhere.PathOf("machine/a/file")));
        Assert.False(WritablePath.IsInTree(elsewhere.PathOf("machine/a/file")));
    }

    [Fact]
    public void A_link_from_outside_is_followed_to_the_links_in_a_tree()
    {
        tree.Write("a/file").Link("a/link", "/etc");
        elsewhere.Link("machine", tree.PathOf("a"));

        Assert.Equal(tree.PathOf("a/link"), WritablePath.LinkIn(elsewhere.PathOf("machine/link/file"), tree.Root));
        Assert.Equal(tree.PathOf("a/link"), WritablePath.LinkIn(elsewhere.PathOf("machine/link/file"), elsewhere.PathOf("machine")));
    }

    [Fact]
    public void Every_working_tree_of_git_is_a_tree_however_little_of_it_is_named()
    {
        tree.Git("init", "--quiet").Write("part/file").Link("reports", elsewhere.Root);

        Assert.Equal(tree.PathOf("reports"), WritablePath.LinkIn(tree.PathOf("reports/file"), tree.PathOf("part")));
        Assert.Equal(tree.PathOf("reports"), WritablePath.LinkIn(tree.PathOf("part/../reports")));
    }
}
