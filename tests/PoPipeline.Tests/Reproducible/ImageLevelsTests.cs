using PoPipeline.Queries;
using PoPipeline.Rules.Builds;
using Xunit;

namespace PoPipeline.Tests.Reproducible;

/// <summary>At which level the images are that pipelines build.</summary>
public sealed class ImageLevelsTests
{
    private const string Digest = "sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1";
    private const string Commit = "docker buildx build --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) --output type=registry,rewrite-timestamp=true .";

    [Theory]
    [InlineData("FROM debian\n", Commit, BuildLevel.None)]
    [InlineData("FROM debian:latest\n", Commit, BuildLevel.None)]
    [InlineData("FROM debian:12\n", Commit, BuildLevel.Locked)]
    [InlineData("FROM debian:12@" + Digest + "\nRUN apt-get update && apt-get install -y curl\n", Commit, BuildLevel.Locked)]
    [InlineData("# syntax=docker/dockerfile:1\nFROM debian:12@" + Digest + "\n", Commit, BuildLevel.Locked)]
    [InlineData("FROM debian:12@" + Digest + "\nADD https://example.org/tool /tool\n", Commit, BuildLevel.Locked)]
    [InlineData("FROM debian:12@" + Digest + "\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.org/tool /tool\n", Commit, BuildLevel.Deterministic)]
    [InlineData("FROM debian:12@" + Digest + "\nRUN curl -fsSLO https://example.org/tool\n", Commit, BuildLevel.Locked)]
    [InlineData("FROM debian:12@" + Digest + "\nRUN curl -fsSLO https://example.org/tool && echo \"$SUM tool\" | sha256sum -c\n", Commit, BuildLevel.Deterministic)]
    [InlineData("FROM debian:12@" + Digest + "\nRUN --mount=from=golang:1.25,target=/go make\n", Commit, BuildLevel.Locked)]
    [InlineData("FROM debian:12@" + Digest + "\nRUN pip install flask\n", Commit, BuildLevel.Complete)]
    [InlineData("FROM debian:12@" + Digest + "\n", "docker build --push .", BuildLevel.Enforced)]
    [InlineData("ARG BASE=debian:12@" + Digest + "\nFROM $BASE\n", "docker build --push --build-arg BASE=debian:13 .", BuildLevel.Complete)]
    [InlineData("ARG BASE=debian:12@" + Digest + "\nFROM $BASE\n", Commit, BuildLevel.Deterministic)]
    [InlineData("FROM scratch\nCOPY app /app\n", Commit, BuildLevel.Deterministic)]
    public void An_image_has_the_level_that_its_file_and_its_build_reach(string file, string command, BuildLevel level)
    {
        using var tree = Tree(command);
        tree.Write("Dockerfile", file);

        var image = Assert.Single(ImageLevels.Of(CaseTree.CollectFolder(tree.Root)));
        Assert.Equal(level, image.Level);
        Assert.Equal("Dockerfile", image.Name);
        Assert.True(image.IsHandedOut);
    }

    [Theory]
    [InlineData("docker build -t app .", false)]
    [InlineData("docker build -t app . && docker push app", true)]
    [InlineData("podman build -t app && skopeo copy containers-storage:app docker://quay.io/acme/app", true)]
    [InlineData("/kaniko/executor --context . --no-push", false)]
    [InlineData("docker compose up --build", false)]
    public void An_image_is_handed_out_where_it_is_pushed(string command, bool isHandedOut)
    {
        using var tree = Tree(command);
        tree.Write("Dockerfile", "FROM scratch\n");
        tree.Write("compose.yaml", "services:\n  app:\n    build: .\n");

        Assert.Equal(isHandedOut, Assert.Single(ImageLevels.Of(CaseTree.CollectFolder(tree.Root))).IsHandedOut);
    }

    [Fact]
    public void What_is_built_without_a_file_is_named_by_what_builds_it()
    {
        using var tree = Tree("ko build ./cmd/app && pack build app --builder paketobuildpacks/builder:base --publish && mvn jib:build");

        Assert.Equal(
            ["'ko build ./cmd/app' at .github/workflows/ci.yml:7:14", "'mvn jib:build' at .github/workflows/ci.yml:7:104", "'pack build app --builder paketobuildpacks/builder:base --pub…' at .github/workflows/ci.yml:7:36"],
            ImageLevels.Of(CaseTree.CollectFolder(tree.Root)).Select(image => image.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_no_pipeline_builds_is_named()
    {
        using var tree = Tree("docker build -f a.Dockerfile .");
        tree.Write("a.Dockerfile", "FROM scratch\n");
        tree.Write("b.Dockerfile", "FROM scratch\n");
        var snapshot = CaseTree.CollectFolder(tree.Root);

        Assert.Equal(["b.Dockerfile"], ImageLevels.Unbuilt(snapshot));
        Assert.NotNull(ReproducibleTable.Of(snapshot));
    }

    private static TempTree Tree(string command)
    {
        var tree = new TempTree();
        tree.Write(".github/workflows/ci.yml", $"on: push\npermissions: {{}}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: {command}\n");
        return tree;
    }
}
