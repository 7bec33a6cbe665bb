using System.Text;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>What is taken of a manifest to compare it with its lock file.</summary>
public sealed class ManifestRecordsTests : IDisposable
{
    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_manifest_that_nobody_can_have_written_is_not_compared()
    {
        Assert.Null(Read("module a\n")!.Unknown);
        Assert.Contains("longer than 8 MiB", Read("module a\n" + new string('\n', 8 * 1024 * 1024))!.Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_compared_is_a_gap_whatever_the_tool()
    {
        tree.Write("go.mod", "module a\n\nrequire example.org/b v1.0.0\n" + new string('\n', 8 * 1024 * 1024)).Write("go.sum", "example.org/c v1.0.0/go.mod h1:aaaa=\n");
        var project = Assert.Single(CaseTree.CollectFolder(tree.Root).Projects);

        Assert.Empty(project.Disagreements);
        Assert.Contains("longer than 8 MiB", Assert.Single(project.DisagreementGaps).Reason, StringComparison.Ordinal);
    }

    private static ManifestRecord? Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return ManifestRecords.Read(new GoMod(), new LockText("go.mod", bytes, 0, bytes.Length), new ManifestFacts { Ecosystem = Ecosystem.Go });
    }
}
