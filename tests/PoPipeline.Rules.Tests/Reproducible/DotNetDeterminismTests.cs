using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Tests.Reproducible;

public sealed class DotNetDeterminismTests
{
    private static readonly MsBuildVariables Ci = new() { IsCi = true, KnowsEnvironment = true };
    private static readonly MsBuildVariables Desk = new() { KnowsEnvironment = true };
    private static readonly ToolSetting OfCi = Set("MSBuild ContinuousIntegrationBuild", "true", "'$(CI)' == 'true'");

    [Fact]
    public void A_build_of_a_pipeline_is_deterministic_where_it_says_that_it_is_one()
    {
        var found = Judged(Ci, OfCi);

        Assert.Equal((DeterminismAnswer.Deterministic, OfCi.Span), (found.Answer, found.Span));
    }

    [Fact]
    public void It_is_not_where_the_condition_does_not_hold() => Assert.Equal(DeterminismAnswer.No, Judged(Desk, OfCi).Answer);

    [Fact]
    public void It_is_not_known_where_the_condition_is_not()
    {
        var found = Judged(MsBuildVariables.None, OfCi);

        Assert.Equal(DeterminismAnswer.Unknown, found.Answer);
        Assert.Contains("'$(CI)' == 'true'", found.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_setting_the_paths_of_the_machine_get_in()
    {
        var found = Judged(Ci);

        Assert.Equal(DeterminismAnswer.No, found.Answer);
        Assert.Contains("ContinuousIntegrationBuild", found.NextStep, StringComparison.Ordinal);
        Assert.Equal("App.csproj", found.Span?.Path);
    }

    [Fact]
    public void Nothing_helps_where_the_compiler_is_told_not_to() => Assert.Equal(DeterminismAnswer.No, Judged(Ci, OfCi, Set("MSBuild Deterministic", "false")).Answer);

    [Fact]
    public void The_package_sets_it_in_a_pipeline_and_a_project_that_says_no_goes_before()
    {
        var package = Set("MSBuild PackageReference DotNet.ReproducibleBuilds", "1.2.25");

        Assert.Equal(DeterminismAnswer.Deterministic, Judged(Ci, package).Answer);
        Assert.Equal(DeterminismAnswer.Unknown, Judged(Desk, package).Answer);
        Assert.Equal(DeterminismAnswer.No, Judged(Ci, package, Set("MSBuild ContinuousIntegrationBuild", "false")).Answer);
    }

    [Fact]
    public void Fixed_paths_do_as_well() => Assert.Equal(DeterminismAnswer.Deterministic, Judged(Desk, Set("MSBuild PathMap", "/a=/b")).Answer);

    [Fact]
    public void The_next_step_is_one_version_of_the_sdk()
    {
        Assert.Contains("global.json", Judged(Ci, OfCi).NextStep, StringComparison.Ordinal);
        Assert.Contains("global.json", Judged(Ci, OfCi, Set("global.json sdk.version", "10.0.100"), Set("global.json sdk.rollForward", "latestMinor")).NextStep, StringComparison.Ordinal);
        Assert.Null(Judged(Ci, OfCi, Set("global.json sdk.version", "10.0.100"), Set("global.json sdk.rollForward", "disable")).NextStep);
    }

    [Fact]
    public void A_project_that_cannot_be_read_is_not_known()
    {
        var project = Of([]);

        Assert.Equal(DeterminismAnswer.Unknown, DotNetDeterminism.Of(project with { Manifests = [project.Manifests[0] with { Unreadable = "it is not XML, line 1" }] }, Ci).Answer);
        Assert.Equal(DeterminismAnswer.Unknown, DotNetDeterminism.Of(project with { SettingGaps = [new Gap("a.props", "it is not XML, line 1", Failed: true)] }, Ci).Answer);
    }

    private static DotNetDeterminism Judged(MsBuildVariables variables, params ImmutableArray<ToolSetting> settings) => DotNetDeterminism.Of(Of(settings), variables);

    private static Project Of(ImmutableArray<ToolSetting> settings) => new()
    {
        Ecosystem = Ecosystem.NuGet,
        Folder = "",
        Manifests = [new Manifest { Path = "App.csproj", Span = Place.StartOf("App.csproj") }],
        Settings = settings,
    };

    private static ToolSetting Set(string name, string value, string? condition = null) => new(name, value, Place.StartOf("Directory.Build.props")) { Condition = condition };
}
