using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Tests.Reproducible;

public sealed class DotNetDeterminismTests
{
    private static readonly MsBuildVariables Ci = new() { IsCi = true, KnowsEnvironment = true };
    private static readonly MsBuildVariables Desk = new() { KnowsEnvironment = true };
    private static readonly ToolSetting OfCi = Set("MSBuild ContinuousIntegrationBuild", "true", "'$(CI)' == 'true'");

    [Fact]
    public void A_build_of_a_pipeline_is_deterministic_where_it_says_that_it_is_one()
    {
        var found = Judged(Ci, OfCi);

        Assert.Equal((Determinism.Deterministic, OfCi.Span), (found.Verdict, found.Place));
    }

    [Fact]
    public void It_is_not_where_the_condition_does_not_hold() => Assert.Equal(Determinism.No, Judged(Desk, OfCi).Verdict);

    [Fact]
    public void It_is_not_known_where_the_condition_is_not()
    {
        var found = Judged(MsBuildVariables.None, OfCi);

        Assert.Equal(Determinism.Unknown, found.Verdict);
        Assert.Contains("'$(CI)' == 'true'", found.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_setting_the_paths_of_the_machine_get_in()
    {
        var found = Judged(Ci);

        Assert.Equal(Determinism.No, found.Verdict);
        Assert.Contains("ContinuousIntegrationBuild", found.Next, StringComparison.Ordinal);
        Assert.Equal("App.csproj", found.Place?.Path);
    }

    [Fact]
    public void Nothing_helps_where_the_compiler_is_told_not_to() => Assert.Equal(Determinism.No, Judged(Ci, OfCi, Set("MSBuild Deterministic", "false")).Verdict);

    [Fact]
    public void The_package_sets_it_in_a_pipeline_and_a_project_that_says_no_goes_before()
    {
        var package = Set("MSBuild PackageReference DotNet.ReproducibleBuilds", "1.2.25");

        Assert.Equal(Determinism.Deterministic, Judged(Ci, package).Verdict);
        Assert.Equal(Determinism.Unknown, Judged(Desk, package).Verdict);
        Assert.Equal(Determinism.No, Judged(Ci, package, Set("MSBuild ContinuousIntegrationBuild", "false")).Verdict);
    }

    [Fact]
    public void Fixed_paths_do_as_well() => Assert.Equal(Determinism.Deterministic, Judged(Desk, Set("MSBuild PathMap", "/a=/b")).Verdict);

    [Fact]
    public void The_next_step_is_one_version_of_the_sdk()
    {
        Assert.Contains("global.json", Judged(Ci, OfCi).Next, StringComparison.Ordinal);
        Assert.Contains("global.json", Judged(Ci, OfCi, Set("global.json sdk.version", "10.0.100"), Set("global.json sdk.rollForward", "latestMinor")).Next, StringComparison.Ordinal);
        Assert.Null(Judged(Ci, OfCi, Set("global.json sdk.version", "10.0.100"), Set("global.json sdk.rollForward", "disable")).Next);
    }

    [Fact]
    public void A_project_that_cannot_be_read_is_not_known()
    {
        var project = Of([]);

        Assert.Equal(Determinism.Unknown, DotNetDeterminism.Of(project with { Manifests = [project.Manifests[0] with { Unreadable = "it is not XML, line 1" }] }, Ci).Verdict);
        Assert.Equal(Determinism.Unknown, DotNetDeterminism.Of(project with { SettingGaps = [new Gap("a.props", "it is not XML, line 1", Failed: true)] }, Ci).Verdict);
    }

    private static DeterminismFact Judged(MsBuildVariables variables, params ImmutableArray<ToolSetting> settings) => DotNetDeterminism.Of(Of(settings), variables);

    private static Project Of(ImmutableArray<ToolSetting> settings) => new()
    {
        Ecosystem = Ecosystem.NuGet,
        Folder = "",
        Manifests = [new Manifest { Path = "App.csproj", Span = Place.StartOf("App.csproj") }],
        Settings = settings,
    };

    private static ToolSetting Set(string name, string value, string? condition = null) => new(name, value, Place.StartOf("Directory.Build.props")) { Condition = condition };
}
