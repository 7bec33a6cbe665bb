using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using Xunit;

namespace PoPipeline.Tests.Reproducible;

/// <summary>Whether Go builds the same program each time.</summary>
public sealed class GoDeterminismTests
{
    private const string Good = "CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 go build -trimpath .";

    [Theory]
    [InlineData(Good, nameof(Determinism.Deterministic))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 GOFLAGS='-trimpath -mod=vendor' go build .", nameof(Determinism.Deterministic))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 go build .", nameof(Determinism.No))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 go build -trimpath -mod=mod .", nameof(Determinism.No))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 GOFLAGS=-mod=mod go build -trimpath -mod=readonly .", nameof(Determinism.Deterministic))]
    [InlineData("GOTOOLCHAIN=go1.24.2 go build -trimpath .", nameof(Determinism.Unknown))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=local go build -trimpath .", nameof(Determinism.Unknown))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2+auto go build -trimpath .", nameof(Determinism.Unknown))]
    [InlineData("CGO_ENABLED=0 go build -trimpath .", nameof(Determinism.Unknown))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 GOFLAGS=-insecure go build -trimpath .", nameof(Determinism.No))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 go build -trimpath -ldflags \"-s -w -X main.date=$(date -u +%F)\" .", nameof(Determinism.No))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 go build -trimpath -ldflags=\"-X main.date=$(date -d @$EPOCH +%F)\" .", nameof(Determinism.Unknown))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 go build -trimpath -ldflags=\"-X main.version=$(git describe)\" .", nameof(Determinism.Deterministic))]
    [InlineData("CGO_ENABLED=0 GOTOOLCHAIN=go1.24.2 go build -trimpath -ldflags=\"-X main.version=1.0\" .", nameof(Determinism.Deterministic))]
    public void A_program_is_the_same_by_the_command_and_its_environment(string command, string verdict) => Assert.Equal(verdict, DeterminismFact.Of(GoDeterminism.Of(Module("go.sum"), BuildCommands.Of(command))).ToString());

    [Fact]
    public void A_variable_may_be_the_time_of_the_build() => Assert.Contains(
        GoDeterminism.Of(Module("go.sum"), BuildCommands.Of("go build -ldflags \"-X main.date=${DATE}\" .", ("DATE", "$(date)"))),
        fact => fact is { Verdict: Determinism.No } && fact.Why.Contains("time of the build", StringComparison.Ordinal));

    [Theory]
    [InlineData("GOSUMDB", "off", true)]
    [InlineData("GONOSUMDB", "example.com/*", true)]
    [InlineData("GOPRIVATE", "*", true)]
    [InlineData("GOSUMDB", "sum.golang.org", false)]
    public void A_database_that_is_not_asked_matters_where_there_is_no_go_sum(string name, string value, bool matters)
    {
        Assert.Equal(matters, GoDeterminism.Of(Module(), BuildCommands.Of(Good, (name, value))).Any(fact => fact.Verdict is Determinism.No));
        Assert.DoesNotContain(GoDeterminism.Of(Module("go.sum"), BuildCommands.Of(Good, (name, value))), fact => fact.Verdict is Determinism.No);
    }

    [Fact]
    public void What_builds_nothing_is_passed_over() => Assert.Empty(GoDeterminism.Of(Module("go.sum"), BuildCommands.Of("go test ./...\ngo vet ./...\nmake build\ngo build ./...\ngo build -v ./cmd/...")));

    [Theory]
    [InlineData("go build -o bin/ ./cmd/...")]
    [InlineData("go build ./cmd/age")]
    [InlineData("go install ./...")]
    public void What_writes_a_program_is_judged(string command) => Assert.Contains(GoDeterminism.Of(Module("go.sum"), BuildCommands.Of(command)), fact => fact is { Verdict: Determinism.No, Next: "Add '-trimpath'." });

    [Fact]
    public void The_next_step_names_the_version_of_the_module() => Assert.Contains(GoDeterminism.Of(Module("go.sum"), BuildCommands.Of("go build .")), fact => fact.Next is "Set GOTOOLCHAIN to one version: go1.24.0.");

    private static Project Module(params string[] locks) => new()
    {
        Ecosystem = Ecosystem.Go,
        Folder = "",
        Manifests = [new Manifest { Path = "go.mod", Span = Place.StartOf("go.mod") }],
        Locks = [.. locks],
        Settings = [new ToolSetting(GoSettings.Version, "1.24.0", Place.StartOf("go.mod"))],
    };
}
