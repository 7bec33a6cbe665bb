using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using Xunit;

namespace PoPipeline.Tests.Reproducible;

/// <summary>Whether Cargo builds the same program each time.</summary>
public sealed class RustDeterminismTests
{
    private const string Remap = "RUSTFLAGS=--remap-path-prefix=/home/runner=/ ";

    [Theory]
    [InlineData("1.85.0", Remap + "cargo build --release --locked", nameof(Determinism.Deterministic))]
    [InlineData("nightly-2026-01-01", Remap + "cargo build --release --frozen", nameof(Determinism.Deterministic))]
    [InlineData("1.85.0-x86_64-unknown-linux-gnu", Remap + "cargo build --locked", nameof(Determinism.Deterministic))]
    [InlineData("1.85", Remap + "cargo build --locked", nameof(Determinism.No))]
    [InlineData("stable", Remap + "cargo build --locked", nameof(Determinism.No))]
    [InlineData("stable", Remap + "cargo +1.85.0 build --locked", nameof(Determinism.Deterministic))]
    [InlineData("1.85.0", Remap + "RUSTUP_TOOLCHAIN=nightly cargo build --locked", nameof(Determinism.No))]
    [InlineData(null, Remap + "cargo build --locked", nameof(Determinism.Unknown))]
    [InlineData("1.85.0", Remap + "cargo build", nameof(Determinism.Unknown))]
    [InlineData("1.85.0", "cargo build --locked", nameof(Determinism.No))]
    [InlineData("1.85.0", "RUSTFLAGS='-C target-cpu=native' cargo build --locked", nameof(Determinism.No))]
    public void A_program_is_the_same_by_its_toolchain_its_paths_and_its_lock_file(string? channel, string command, string verdict) =>
        Assert.Equal(verdict, DeterminismFact.Of(RustDeterminism.Of(Package("Cargo.lock", channel is null ? [] : [new ToolSetting(RustSettings.Channel, channel)]), BuildCommands.Of(command))).ToString());

    [Theory]
    [InlineData(RustSettings.TrimPaths, "all", nameof(Determinism.Deterministic))]
    [InlineData(RustSettings.TrimPaths, "none", nameof(Determinism.No))]
    [InlineData(RustSettings.Flags, "--remap-path-prefix /home=/", nameof(Determinism.Deterministic))]
    public void Files_may_keep_paths_out_as_well(string name, string value, string verdict) => Assert.Equal(
        verdict,
        DeterminismFact.Of(RustDeterminism.Of(Package("Cargo.lock", new ToolSetting(RustSettings.Channel, "1.85.0"), new ToolSetting(name, value)), BuildCommands.Of("cargo build --locked"))).ToString());

    [Fact]
    public void Without_a_lock_file_nothing_helps() =>
        Assert.Equal(Determinism.No, DeterminismFact.Of(RustDeterminism.Of(Package(null, new ToolSetting(RustSettings.Channel, "1.85.0")), BuildCommands.Of(Remap + "cargo build --locked"))));

    [Fact]
    public void What_builds_nothing_is_passed_over() => Assert.Empty(RustDeterminism.Of(Package("Cargo.lock"), BuildCommands.Of("cargo test\ncargo fmt --check\nrustup update")));

    private static Project Package(string? lockfile, params ToolSetting[] settings) => new()
    {
        Ecosystem = Ecosystem.Cargo,
        Folder = "",
        Manifests = [new Manifest { Path = "Cargo.toml", Span = Place.StartOf("Cargo.toml") }],
        Locks = lockfile is null ? [] : [lockfile],
        Settings = [.. settings],
    };
}
