using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources;
using PoPipeline.Sources.Projects.MsBuild;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

public sealed class MsBuildSettingsTests : IDisposable
{
    private const string Sdk = "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>";

    private static readonly MsBuildVariables Ci = new() { IsCi = true, KnowsEnvironment = true };

    private readonly TempTree temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void The_nearest_file_above_counts_and_the_project_goes_before_it()
    {
        temp.Write("Directory.Build.props", Properties("<DebugType>full</DebugType>"))
            .Write("src/Directory.Build.props", Properties("<RestoreLockedMode Condition=\"'$(CI)' == 'true'\">true</RestoreLockedMode>"))
            .Write("src/App/App.csproj", Properties("<RestoreLockedMode>false</RestoreLockedMode>"));

        var settings = Of("src/App/App.csproj", out var gaps);

        Assert.Empty(gaps);
        Assert.Equal(["true where '$(CI)' == 'true', src/Directory.Build.props", "false where -, src/App/App.csproj"], settings.Select(setting => $"{setting.Value} where {setting.Condition ?? "-"}, {setting.Span?.Path}"));
        Assert.False(MsBuildValues.Of(settings, Ci).IsOn("RestoreLockedMode"));
    }

    [Fact]
    public void A_file_may_import_the_one_above_it()
    {
        temp.Write("Directory.Build.props", Properties("<Deterministic>false</Deterministic>"))
            .Write("src/Directory.Build.props", "<Project><Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" /></Project>")
            .Write("src/App.csproj", Sdk);

        var setting = Assert.Single(Of("src/App.csproj", out _));

        Assert.Equal(new Place("Directory.Build.props", new Region(1, 25, 1, 61)), setting.Span);
    }

    [Fact]
    public void Imports_are_followed_in_their_place_with_their_conditions_and_cycles_end()
    {
        temp.Write("Directory.Build.props", "<Project><PropertyGroup><RepoRoot>$(MSBuildThisFileDirectory)</RepoRoot></PropertyGroup></Project>")
            .Write("eng/Common.props", "<Project><Import Project=\"Common.props\" /><Import Project=\"..\\App.csproj\" /><PropertyGroup><PathMap>$(MSBuildProjectDirectory)=/src</PathMap></PropertyGroup></Project>")
            .Write("App.csproj", "<Project><Import Project=\"$(RepoRoot)eng/Common.props\" Condition=\"'$(CI)' == 'true' and Exists('eng/Common.props')\" /><Import Project=\"none.props\" Condition=\"Exists('none.props')\" /></Project>");

        var setting = Assert.Single(Of("App.csproj", out var gaps), setting => setting.Name == "MSBuild PathMap");

        Assert.Empty(gaps);
        Assert.Equal("'$(CI)' == 'true' and Exists('eng/Common.props')", setting.Condition);
    }

    [Fact]
    public void A_folder_that_is_set_where_nobody_else_did_is_taken_for_what_it_is()
    {
        temp.Write("Directory.Build.props", Properties("<RepoRoot Condition=\"'$(RepoRoot)' == ''\">$(MSBuildThisFileDirectory)</RepoRoot>"))
            .Write("eng/a.props", Properties("<Deterministic>false</Deterministic>"))
            .Write("src/App.csproj", "<Project><Import Project=\"$(RepoRoot)eng/a.props\" /></Project>");

        Assert.Equal("eng/a.props", Assert.Single(Of("src/App.csproj", out var gaps)).Span?.Path);
        Assert.Empty(gaps);
    }

    [Theory]
    [InlineData("../../other.props", "outside the repository")]
    [InlineData("/etc/other.props", "outside the repository")]
    [InlineData("$(Home)/other.props", "only known while the project is built")]
    [InlineData("eng/*.props", "were not read")]
    [InlineData("gone.props", "not in the repository")]
    public void An_import_that_is_not_followed_is_told(string path, string why)
    {
        temp.Write("src/App.csproj", $"<Project><Import Project=\"{path}\" /></Project>");

        Of("src/App.csproj", out var gaps);

        Assert.Contains(why, Assert.Single(gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_sdk_or_a_package_brings_is_no_gap()
    {
        temp.Write("App.csproj", "<Project><Import Project=\"$(MSBuildExtensionsPath)\\x.props\" /><Import Project=\"Sdk.props\" Sdk=\"Microsoft.NET.Sdk\" /></Project>");

        Of("App.csproj", out var gaps);

        Assert.Empty(gaps);
    }

    [Fact]
    public void A_file_that_declares_entities_is_refused()
    {
        temp.Write("App.csproj", Sdk).Write("Directory.Build.targets", "<!DOCTYPE a [<!ENTITY b \"c\">]><Project>&b;</Project>");

        Of("App.csproj", out var gaps);

        Assert.Equal(["Directory.Build.targets"], gaps.Select(gap => gap.Subject));
    }

    [Fact]
    public void What_targets_set_while_they_run_does_not_count()
    {
        temp.Write("App.csproj", "<Project><Target Name=\"A\"><PropertyGroup><PathMap>x</PathMap></PropertyGroup></Target></Project>");

        Assert.Empty(Of("App.csproj", out _));
    }

    [Fact]
    public void Of_a_choice_the_first_part_that_holds_is_taken()
    {
        temp.Write("App.csproj", "<Project><Choose><When Condition=\"'$(CI)' == 'true'\"><PropertyGroup><DebugType>embedded</DebugType></PropertyGroup></When><Otherwise><PropertyGroup><DebugType>full</DebugType></PropertyGroup></Otherwise></Choose></Project>");

        var settings = Of("App.csproj", out _);

        Assert.Equal(["'$(CI)' == 'true'", "!('$(CI)' == 'true')"], settings.Select(setting => setting.Condition));
        Assert.Equal("embedded", MsBuildValues.Of(settings, Ci).Value("DebugType"));
        Assert.Equal("full", MsBuildValues.Of(settings, new MsBuildVariables { KnowsEnvironment = true }).Value("DebugType"));
    }

    [Fact]
    public void Properties_that_a_condition_asks_for_are_kept_as_well()
    {
        temp.Write("App.csproj", Properties("<IsServer Condition=\"'$(TF_BUILD)' != ''\">true</IsServer><Other>x</Other><ContinuousIntegrationBuild>$(IsServer)</ContinuousIntegrationBuild>"));

        Assert.Equal(["MSBuild IsServer", "MSBuild ContinuousIntegrationBuild"], Of("App.csproj", out _).Select(setting => setting.Name));
    }

    [Fact]
    public void Packages_that_matter_have_their_central_versions()
    {
        temp.Write("Directory.Packages.props", "<Project><PropertyGroup><V>1.2.25</V></PropertyGroup><ItemGroup><PackageVersion Include=\"DotNet.ReproducibleBuilds\" Version=\"$(V)\" /><PackageVersion Include=\"A\" Version=\"1.*\" /><PackageVersion Include=\"B\" Version=\"[2.0.0]\" /><PackageVersion Include=\"C\" Version=\"[1,2)\" /></ItemGroup></Project>")
            .Write("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk;DotNet.ReproducibleBuilds.Isolated/1.2.25\"><ItemGroup><PackageReference Include=\"DotNet.ReproducibleBuilds\" PrivateAssets=\"All\" /><PackageReference Include=\"A\" /><PackageReference Include=\"B\" /><PackageReference Include=\"C\"><VersionOverride>3.0.0</VersionOverride></PackageReference></ItemGroup></Project>");

        Assert.Equal(
            ["MSBuild Sdk DotNet.ReproducibleBuilds.Isolated=1.2.25", "MSBuild PackageReference DotNet.ReproducibleBuilds=1.2.25", "MSBuild PackageReference A=1.*"],
            Of("App.csproj", out _).Select(setting => $"{setting.Name}={setting.Value}"));
    }

    [Fact]
    public void Sources_of_packages_and_the_sdk_are_read_from_the_files_above()
    {
        temp.Write("nuget.config", "<configuration><packageSources><add key=\"a\" value=\"http://user:secret@a.example/v3/secret\" /></packageSources></configuration>")
            .Write("src/NuGet.Config", "<configuration><packageSources><clear /><add key=\"b\" value=\"https://b.example/v3/index.json\" /></packageSources><packageSourceMapping><packageSource key=\"b\"><package pattern=\"X.*\" /><package pattern=\"*\" /></packageSource></packageSourceMapping></configuration>")
            .Write("global.json", "{\n  // why\n  \"sdk\": { \"version\": \"10.0.100\", \"rollForward\": \"disable\" },\n  \"msbuild-sdks\": { \"X\": \"1.0.0\" }\n}\n")
            .Write("App.csproj", Sdk).Write("src/App.csproj", Sdk);

        Assert.Equal(
            ["nuget.config packageSources clear=true", "nuget.config packageSources b=https://b.example", "nuget.config packageSourceMapping b=X.* *", "global.json sdk.version=10.0.100", "global.json sdk.rollForward=disable", "global.json msbuild-sdks X=1.0.0"],
            Of("src/App.csproj", out _).Select(setting => $"{setting.Name}={setting.Value}"));
        Assert.Equal("http://a.example", Of("App.csproj", out _)[0].Value);
    }

    [Theory]
    [InlineData("dotnet-locked-mode-enabled.csproj", true)]
    [InlineData("dotnet-locked-mode-disabled.csproj", false)]
    [InlineData("dotnet-locked-mode-disabled-implicitly.csproj", null)]
    [InlineData("dotnet-empty.csproj", null)]
    [InlineData("dotnet-invalid.csproj", null)]
    public void Locked_mode_is_what_a_peer_says_and_also_where_it_is_set_above(string file, bool? isLocked)
    {
        temp.Write("App.csproj", File.ReadAllText(Path.Combine(TestPaths.RequireCorpora(), "github-actions", "scorecard", "checks", "raw", "testdata", file)));
        Assert.Equal(isLocked, MsBuildValues.Of(Of("App.csproj", out _), Ci).IsOn("RestoreLockedMode"));

        temp.Write("Directory.Build.props", Properties("<RestoreLockedMode>true</RestoreLockedMode>"));
        Assert.Equal(isLocked ?? true, MsBuildValues.Of(Of("App.csproj", out _), Ci).IsOn("RestoreLockedMode"));
    }

    [Theory]
    [InlineData("serilog__serilog", "src/Serilog/Serilog.csproj", "MSBuild EmbedUntrackedSources=true;global.json sdk.rollForward=latestFeature")]
    [InlineData("App-vNext__Polly", "src/Polly.Core/Polly.Core.csproj", "MSBuild ManagePackageVersionsCentrally=true;MSBuild ContinuousIntegrationBuild=true;nuget.config packageSources clear=true;nuget.config packageSourceMapping NuGet=*")]
    [InlineData("xoofx__Tomlyn", "src/Tomlyn/Tomlyn.csproj", "MSBuild ManagePackageVersionsCentrally=true;global.json sdk.rollForward=latestMinor")]
    [InlineData("dotnet__reproducible-builds", "src/DotNet.ReproducibleBuilds/DotNet.ReproducibleBuilds.csproj", "global.json sdk.rollForward=minor;global.json msbuild-sdks Microsoft.Build.NoTargets=3.7.134")]
    public void Real_repositories_are_read(string repository, string project, string expected)
    {
        var found = In(new WorkingTree(Path.Combine(TestPaths.RequireCorpora(), "real-reproducible", repository), useGit: false), project, out _).Select(setting => $"{setting.Name}={setting.Value}").ToList();

        Assert.All(expected.Split(';'), setting => Assert.Contains(setting, found));
    }

    private static string Properties(string text) => $"<Project><PropertyGroup>{text}</PropertyGroup></Project>";

    private ImmutableArray<ToolSetting> Of(string project, out ImmutableArray<Gap> gaps) => In(new WorkingTree(temp.Root, useGit: false), project, out gaps);

    private static ImmutableArray<ToolSetting> In(WorkingTree tree, string path, out ImmutableArray<Gap> gaps)
    {
        var project = new Project
        {
            Ecosystem = Ecosystem.NuGet,
            Folder = path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "",
            Manifests = [new Manifest { Path = path, Span = Place.StartOf(path) }],
        };
        return new MsBuildSettings(tree.Describe(), tree).Of(project, out gaps);
    }
}
