using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources;
using PoPipeline.Sources.Projects.MsBuild;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>What the files of a project come to for RestoreLockedMode, by MSBuild itself, by what is read here, and by a peer.</summary>
/// <remarks>
/// The peer is https://github.com/ossf/scorecard/blob/main/internal/dotnet/csproj/csproj.go: it takes a project for locked where any group of properties in its own file says so, whatever
/// its condition, its order and the files around it are, and leaves a project out whose value Go does not take for a truth value ("refused"). Where its answer is another one than MSBuild's, it is wrong.
/// </remarks>
public sealed class LockedModeTests
{
    private const string Sdk = "Microsoft.NET.Sdk";
    private const string InCi = "'$(CI)' == 'true'";

    // The project, what MSBuild comes to where CI is set and where it is not, what the peer says, and the files.
    private static readonly ImmutableArray<Row> Rows =
    [
        new("on", "true", "true", "true", Project(Group("true"))),
        new("off", "false", "false", "false", Project(Group("false"))),
        new("nowhere", "", "", "false", Project("")),
        new("any-case", "TRUE", "TRUE", "false", Project("<PropertyGroup><restorelockedmode>TRUE</restorelockedmode></PropertyGroup>")),
        new("one-is-no-truth-value", "1", "1", "true", Project(Group("1"))),
        new("last-one-counts", "false", "false", "true", Project(Group("true") + Group("false"))),
        new("emptied-again", "", "", "true", Project(Group("true") + "<PropertyGroup><RestoreLockedMode /></PropertyGroup>")),
        new("on-in-ci", "true", "", "true", Project(Group("true", InCi))),
        new("off-in-ci", "false", "true", "true", Project(Group("true") + Group("false", InCi))),
        new("condition-of-the-group", "true", "", "true", Project($"<PropertyGroup Condition=\"{InCi}\"><RestoreLockedMode>true</RestoreLockedMode></PropertyGroup>")),
        new("condition-that-never-holds", "", "", "true", Project(Group("true", "'a' == 'b'"))),
        new("either-of-two", "true", "", "true", Project(Group("true", $"'$(NO_SUCH_CI)' == 'true' or {InCi}"))),
        new("without-quotes", "true", "", "true", Project(Group("true", "$(CI) == true"))),
        new("what-an-sdk-may-set", "true", "true", "true", Project(Group("true", "'$(NoSuchProperty)' == ''"))) { IsUnknown = true },
        new("value-of-a-variable", "true", "", "refused", Project(Group("$(CI)"))),
        new("value-of-a-property", "true", "", "refused", Project("<PropertyGroup><ContinuousIntegrationBuild Condition=\"" + InCi + "\">true</ContinuousIntegrationBuild></PropertyGroup>" + Group("$(ContinuousIntegrationBuild)"))),
        new("a-choice", "true", "false", "false", Project($"<Choose><When Condition=\"{InCi}\">{Group("true")}</When><Otherwise>{Group("false")}</Otherwise></Choose>")),
        new("in-a-target", "", "", "false", Project($"<Target Name=\"Never\">{Group("true")}</Target>")),
        new("above", "true", "true", "false", Project(""), ("Directory.Build.props", Bare(Group("true")))),
        new("above-in-ci", "true", "", "false", Project(""), ("Directory.Build.props", Bare(Group("true", InCi)))),
        new("above-and-off-here", "false", "false", "false", Project(Group("false")), ("Directory.Build.props", Bare(Group("true")))),
        new("targets-above-go-last", "false", "false", "true", Project(Group("true")), ("Directory.Build.targets", Bare(Group("false")))),
        new("targets-above-as-default", "true", "true", "false", Project(""), ("Directory.Build.targets", Bare(Group("true", "'$(RestoreLockedMode)' == ''")))),
        new("beside-the-versions", "true", "true", "false", Project(""), ("Directory.Packages.props", Bare(Group("true")))),
        new("versions-go-after-above", "true", "true", "false", Project(""), ("Directory.Build.props", Bare(Group("false"))), ("Directory.Packages.props", Bare(Group("true")))),
        new("versions-elsewhere", "true", "true", "false", Project(""), ("Directory.Build.props", Bare("<PropertyGroup><DirectoryPackagesPropsPath>$(MSBuildThisFileDirectory)eng/Versions.props</DirectoryPackagesPropsPath></PropertyGroup>")), ("eng/Versions.props", Bare(Group("true")))),
        new("versions-left-out", "", "", "false", Project(""), ("Directory.Build.props", Bare("<PropertyGroup><ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps></PropertyGroup>")), ("Directory.Packages.props", Bare(Group("true")))),
        new("targets-left-out-in-ci", "", "true", "false", Project($"<PropertyGroup><ImportDirectoryBuildTargets Condition=\"{InCi}\">false</ImportDirectoryBuildTargets></PropertyGroup>"), ("Directory.Build.targets", Bare(Group("true")))),
        new("targets-left-out", "", "", "false", Project("<PropertyGroup><ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets></PropertyGroup>"), ("Directory.Build.targets", Bare(Group("true")))),
        new("targets-elsewhere", "true", "true", "false", Project("<PropertyGroup><DirectoryBuildTargetsPath>$(MSBuildProjectDirectory)/eng/Last.targets</DirectoryBuildTargetsPath></PropertyGroup>"), ("eng/Last.targets", Bare(Group("true")))),
        new("imported", "true", "true", "false", Project("<Import Project=\"eng/Common.props\" />"), ("eng/Common.props", Bare(Group("true")))),
        new("imported-where-it-exists", "true", "true", "false", Project("<Import Project=\"eng/Common.props\" Condition=\"Exists('eng/Common.props')\" /><Import Project=\"eng/None.props\" Condition=\"Exists('eng/None.props')\" />"), ("eng/Common.props", Bare(Group("true")))),
        new("imported-and-then-off", "false", "false", "false", Project("<Import Project=\"eng/Common.props\" />" + Group("false")), ("eng/Common.props", Bare(Group("true")))),
        new("imported-after-off", "true", "true", "false", Project(Group("false") + "<Import Project=\"eng/Common.props\" />"), ("eng/Common.props", Bare(Group("true")))),
        new("by-its-ending", "true", "true", "false", Project(""), ("Directory.Build.props", Bare(Group("true", "'$(MSBuildProjectExtension)' == '.csproj'")))),
        new("by-its-name", "", "", "false", Project(""), ("Directory.Build.props", Bare(Group("true", "$(MSBuildProjectName.EndsWith('Tests'))")))),
        new("sdk-imported-after-a-property", "true", "true", "false", Explicit(Group("false"), ""), ("Directory.Build.props", Bare(Group("true")))),
        new("sdk-imported-before-a-property", "false", "false", "false", Explicit("", Group("false")), ("Directory.Build.props", Bare(Group("true")))),
        new("sdk-imported-and-none-above-asked-for", "", "", "false", Explicit("<PropertyGroup><ImportDirectoryBuildProps>false</ImportDirectoryBuildProps></PropertyGroup>", ""), ("Directory.Build.props", Bare(Group("true")))),
        new("behind-the-targets-of-the-sdk", "true", "true", "true", Explicit("", "", Group("true")), ("Directory.Build.targets", Bare(Group("false")))),
        new("of-the-system", "true", "true", "true", Project(Group("true", "$([MSBuild]::IsOSPlatform('Linux'))"))) { IsUnknown = true },
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Locked_mode_is_what_MSBuild_comes_to_or_is_said_not_to_be_known(string name)
    {
        var row = Rows.Single(row => row.Name == name);
        using var temp = new TempTree();
        row.Write(temp);
        var tree = new WorkingTree(temp.Root, useGit: false);
        var path = $"{name}/App.csproj";
        var project = new Project { Ecosystem = Ecosystem.NuGet, Folder = name, Manifests = [new Manifest { Path = path, Span = Place.StartOf(path) }] };

        var settings = new MsBuildSettings(tree.Describe(), tree).Of(project, out var gaps);

        Assert.Empty(gaps);
        Assert.Equal(row.IsUnknown ? (null, null) : (row.Set, row.Unset), (Found(isCi: true), Found(isCi: false)));

        string? Found(bool isCi) => MsBuildValues.Of(settings, new MsBuildVariables { IsCi = isCi, KnowsEnvironment = true }, "App").Value("RestoreLockedMode");
    }

    [Theory]
    [InlineData("true")]
    [InlineData(null)]
    public async Task MSBuild_comes_to_it(string? ci)
    {
        using var temp = new TempTree();
        var projects = new StringBuilder();
        foreach (var row in Rows)
        {
            row.Write(temp);
            projects.Append($"<P Include=\"{row.Name}/App.csproj\" />");
        }

        temp.Write("all.proj", $"""<Project><ItemGroup>{projects}</ItemGroup><Target Name="All"><MSBuild Projects="@(P)" Targets="Say" Properties="CustomAfterMicrosoftCommonTargets=$(MSBuildThisFileDirectory)say.targets" /></Target></Project>""")
            .Write("say.targets", """<Project><Target Name="Say"><WriteLinesToFile File="$(MSBuildThisFileDirectory)said.txt" Lines="$([System.IO.Path]::GetFileName($(MSBuildProjectDirectory)))=$(RestoreLockedMode)" /></Target></Project>""");

        var (code, output, error) = await ChildProcess.RunAsync("dotnet", ["msbuild", "all.proj", "-t:All", "-nologo", "-v:quiet", "-nodeReuse:false"], temp.Root, new Dictionary<string, string?>(StringComparer.Ordinal) { ["CI"] = ci, ["RestoreLockedMode"] = null, ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" });

        Assert.True(code == 0, output + error);
        Assert.Equal(Rows.Select(row => $"{row.Name}={(ci is null ? row.Unset : row.Set)}"), File.ReadAllLines(temp.PathOf("said.txt")));
    }

    // Of the others the peer is wrong, each time by not looking at what decides.
    [Fact]
    public void A_peer_is_right_of_these_alone()
    {
        var agreed = Rows.Where(row => Peer(row.Set) == row.Peer && Peer(row.Unset) == row.Peer).Select(row => row.Name);

        Assert.Equal(["on", "off", "nowhere", "what-an-sdk-may-set", "in-a-target", "above-and-off-here", "versions-left-out", "targets-left-out", "imported-and-then-off", "by-its-name", "sdk-imported-before-a-property", "sdk-imported-and-none-above-asked-for", "behind-the-targets-of-the-sdk", "of-the-system"], agreed);
    }

    private static string Peer(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase) ? "true" : "false";

    private static string Bare(string body) => $"<Project>{body}</Project>";

    private static string Project(string body) => $"<Project Sdk=\"{Sdk}\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{body}</Project>";

    private static string Explicit(string before, string between, string behind = "") =>
        $"<Project>{before}<Import Project=\"Sdk.props\" Sdk=\"{Sdk}\" /><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{between}<Import Project=\"Sdk.targets\" Sdk=\"{Sdk}\" />{behind}</Project>";

    private static string Group(string value, string? condition = null) => $"<PropertyGroup><RestoreLockedMode{(condition is null ? "" : $" Condition=\"{condition}\"")}>{value}</RestoreLockedMode></PropertyGroup>";

    private sealed record Row(string Name, string Set, string Unset, string Peer, string Text, params (string Path, string Text)[] Around)
    {
        /// <summary>Whether the files alone do not tell.</summary>
        public bool IsUnknown { get; init; }

        public void Write(TempTree temp)
        {
            temp.Write($"{Name}/App.csproj", Text);
            foreach (var (path, text) in Around)
            {
                temp.Write($"{Name}/{path}", text);
            }
        }
    }
}
