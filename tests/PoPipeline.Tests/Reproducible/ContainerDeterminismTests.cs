using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources;
using PoPipeline.Sources.Commands;
using Xunit;

namespace PoPipeline.Tests.Reproducible;

/// <summary>Whether an image is the same each time it is built.</summary>
public sealed class ContainerDeterminismTests
{
    private const string Digest = "sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1";
    private const string Reproducible = $"FROM debian:12@{Digest}\nRUN make\n";

    [Theory]
    [InlineData("FROM debian:12\n", nameof(Determinism.No))]
    [InlineData("FROM debian:12@" + Digest + "\n", nameof(Determinism.Deterministic))]
    [InlineData("ARG BASE\nFROM $BASE\n", nameof(Determinism.Unknown))]
    [InlineData("FROM scratch\nCOPY a /a\n", nameof(Determinism.Unknown))]
    [InlineData("FROM golang:1 AS unused\nFROM debian:12@" + Digest + "\n", nameof(Determinism.Deterministic))]
    [InlineData("FROM golang:1 AS used\nFROM debian:12@" + Digest + "\nCOPY --from=used /a /a\n", nameof(Determinism.No))]
    public void A_base_is_the_same_by_its_digest(string file, string verdict) => Assert.Equal(verdict, DeterminismFact.Of(ContainerDeterminism.Of(Read(file), build: null)).ToString());

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y curl", nameof(Determinism.No))]
    [InlineData("RUN apt-get install -y curl=7.88.1-10+deb12u5", nameof(Determinism.No))]
    [InlineData("RUN apt-get install -y --snapshot 20260101T000000Z curl", nameof(Determinism.Deterministic))]
    [InlineData("RUN echo 'deb http://snapshot.debian.org/archive/debian/20260101T000000Z bookworm main' > /etc/apt/sources.list\nRUN apt-get update && apt-get install -y curl", nameof(Determinism.Deterministic))]
    [InlineData("RUN apt-get install -y curl\nRUN echo snapshot.debian.org", nameof(Determinism.No))]
    [InlineData("RUN apk add --no-cache curl", nameof(Determinism.No))]
    public void Packages_are_the_same_from_a_snapshot(string instructions, string verdict) => Assert.Equal(verdict, DeterminismFact.Of(ContainerDeterminism.Of(Read($"FROM debian:12@{Digest}\n{instructions}\n"), build: null)).ToString());

    [Theory]
    [InlineData("docker build -t shop .", nameof(Determinism.No))]
    [InlineData("SOURCE_DATE_EPOCH=0 docker buildx build -t shop .", nameof(Determinism.No))]
    [InlineData("SOURCE_DATE_EPOCH=0 docker buildx build --output type=image,name=shop,rewrite-timestamp=true .", nameof(Determinism.Deterministic))]
    [InlineData("docker buildx build --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) --output type=oci,rewrite-timestamp=true,dest=shop.tar .", nameof(Determinism.Deterministic))]
    [InlineData("docker buildx build --build-arg SOURCE_DATE_EPOCH=$(date +%s) --output type=oci,rewrite-timestamp=true .", nameof(Determinism.No))]
    [InlineData("docker buildx build --build-arg SOURCE_DATE_EPOCH=$EPOCH --output type=oci,rewrite-timestamp=true .", nameof(Determinism.Unknown))]
    [InlineData("buildah bud --timestamp 0 -t shop .", nameof(Determinism.Deterministic))]
    [InlineData("buildah build --source-date-epoch 1700000000 -t shop .", nameof(Determinism.No))]
    [InlineData("podman build --source-date-epoch=1700000000 --rewrite-timestamp -t shop .", nameof(Determinism.Deterministic))]
    [InlineData("/kaniko/executor --context . --destination shop --reproducible", nameof(Determinism.Deterministic))]
    [InlineData("/kaniko/executor --context . --destination shop", nameof(Determinism.No))]
    [InlineData("docker run shop", nameof(Determinism.Deterministic))]
    public void Times_are_the_same_where_the_builder_is_told_which(string command, string verdict) => Assert.Equal(verdict, DeterminismFact.Of(ContainerDeterminism.Of(Read(Reproducible), BuildCommands.Of(command).Single())).ToString());

    [Fact]
    public void Only_the_stage_that_is_asked_for_counts() => Assert.Equal(
        Determinism.Deterministic,
        DeterminismFact.Of(ContainerDeterminism.Of(Read($"FROM debian:12@{Digest} AS shop\nFROM shop AS tests\nRUN apt-get install -y strace\n"), BuildCommands.Of("buildah bud --timestamp=0 --target shop .").Single())));

    [Fact]
    public void Facts_say_where_they_come_from()
    {
        var facts = ContainerDeterminism.Of(Read("FROM debian:12\nRUN apt-get install -y curl\n"), build: null);

        Assert.Equal([new Region(1, 6, 1, 15), new Region(2, 5, 2, 28)], facts.Select(fact => fact.Place!.Value.Region));
        Assert.All(facts, fact => Assert.NotNull(fact.Next));
    }

    private static CommandFile Read(string text) => new Containerfile().Read(new SourceFile("Dockerfile", text, Fault: null), _ => false)!;
}
