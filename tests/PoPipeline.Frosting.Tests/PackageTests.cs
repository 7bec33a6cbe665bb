using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>
/// The packages, and a build of one's own that restores them from a folder. Cake.Frosting itself is the stand-in here, as a project
/// reference, which NuGet takes for the package of that name.
/// </summary>
public sealed class PackageTests : IDisposable
{
    private static readonly TimeSpan RetryBudget = TimeSpan.FromMinutes(10);
    private static readonly string Configuration =
        typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    private readonly TempFolder folder = new();

    private string Feed => Path.Combine(folder.Path, "feed");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_library_is_packed_alone_and_depends_on_Cake_Frosting_and_on_the_engine()
    {
        Pack("PoPipeline.Frosting");

        using var package = ZipFile.OpenRead(Directory.GetFiles(Feed, "*.nupkg").Single());
        using var stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var dependencies = XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName is "dependency")
            .Select(element => element.Attribute("id")?.Value)
            .Order(StringComparer.Ordinal);
        Assert.Equal(["Cake.Frosting", "PoPipeline"], dependencies);
        Assert.Equal(["PoPipeline.Frosting.dll"], package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => entry.Name));
    }

    [Fact]
    public void A_build_of_ones_own_restores_the_packages_and_runs_our_tasks_with_a_context_of_its_own()
    {
        Pack("PoPipeline.Ledger");
        Pack("PoPipeline.Audit");
        Pack("PoPipeline.InToto");
        Pack("PoPipeline.Rules");
        Pack("PoPipeline");
        Pack("PoPipeline.Frosting");
        var packages = Paths.Packages;
        var version = typeof(PoPipelineHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

        // The packages under test are new each time; what they depend on was restored to build them.
        folder.Write("consumer/Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestoreSources>{Feed}</RestoreSources>
                <RestorePackagesPath>{folder.Path}/packages</RestorePackagesPath>
                <RestoreFallbackFolders>{packages}</RestoreFallbackFolders>
                <UsesCakeFrosting>true</UsesCakeFrosting>
                <CakeVersion>{Paths.CakeVersion}</CakeVersion>
                <CakeAssemblies>{packages}/cake.tool/{Paths.CakeVersion}/tools/net10.0/any/</CakeAssemblies>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PoPipeline.Frosting" Version="{version}" />
                <PrunePackageReference Include="Microsoft.Diagnostics.Tracing.EventRegister" Version="99.0.0" />
              </ItemGroup>
              <Import Project="{Paths.Repository}/build/CakeFrosting.targets" />
            </Project>
            """);
        folder.Write("consumer/Program.cs", """
            using Cake.Core;
            using Cake.Frosting;
            using PoPipeline.Frosting;
            using PoPipeline.Frosting.Tasks;

            return new CakeHost().UsePoPipeline<ConsumerContext>().Run(args);

            public sealed class ConsumerContext(ICakeContext context) : PoPipelineContext(context)
            {
                public string Greeting => $"rules: {Run.Assessment?.Judgements.Length}";
            }

            [TaskName("Default")]
            [IsDependentOn(typeof(GateTask))]
            public sealed class DefaultTask : FrostingTask<ConsumerContext>
            {
                public override void Run(ConsumerContext context) => Console.WriteLine(context.Greeting);
            }
            """);
        folder.Write("tree/README.md", "hello");

        var project = Path.Combine(folder.Path, "consumer");
        Dotnet("build", project, "--configuration", "Debug", "--verbosity", "quiet", "--nologo");
        string[] command =
            [Path.Combine(project, "bin", "Debug", "net10.0", "Consumer.dll"), $"--po-path={folder.Path}/tree", $"--po-output={folder.Path}/out"];
        var output = Dotnet([.. command, "--po-rule=PO3204"]);

        Assert.Contains("rules: 1", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "out", "popipeline.sarif")));
        foreach (var (argument, expected, reason) in new (string, int, string)[]
        {
            ("--po-rule=PO2101", 1, "1 finding of severity medium or higher is open"),
            ("--target=PoPipeline-Explain", 2, "Name the rule to explain"),
            ("--target=PoPipeline-PO.2.2", 3, "No rule of PO.2.2 exists yet"),
        })
        {
            var (exitCode, text) = Start([.. command, argument]);

            Assert.True(exitCode == expected, text);
            Assert.Contains($"Error: {reason}", Ansi.Strip(text), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_tool_is_one_package_that_runs_and_says_what_it_is_and_holds_nothing_that_only_developers_read()
    {
        Pack("PoPipeline.Tool");

        using var package = ZipFile.OpenRead(Directory.GetFiles(Feed, "*.nupkg").Single());
        Assert.DoesNotContain(package.Entries, entry => Path.GetExtension(entry.Name) is ".pdb" || entry.Name.EndsWith(".resources.dll", StringComparison.Ordinal));
        Assert.Equal(["DotnetToolSettings.xml"], package.Entries.Where(entry => Path.GetExtension(entry.Name) is ".xml" && entry.FullName.StartsWith("tools/", StringComparison.Ordinal)).Select(entry => entry.Name));

        // Reports are written without the library that only tests read them with, and what that brings along.
        Assert.DoesNotContain(package.Entries, entry => entry.Name is "Sarif.dll" or "msdia140.dll" || entry.Name.StartsWith("Microsoft.Diagnostics.", StringComparison.Ordinal));
#if !CAKE_FROSTING_PACKAGE
        using var nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        Assert.Contains(XDocument.Load(nuspec).Descendants(), element => element.Name.LocalName is "description" && element.Value.Contains("stand-in", StringComparison.Ordinal));
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        Assert.Contains("not the package Cake.Frosting", readme.ReadToEnd(), StringComparison.Ordinal);
#endif
        package.ExtractToDirectory(Path.Combine(folder.Path, "tool"));
        Assert.StartsWith("po ", Dotnet(Path.Combine(folder.Path, "tool", "tools", "net10.0", "any", "po.dll"), "--version"), StringComparison.Ordinal);
        Assert.Contains("PO3204", Dotnet(Path.Combine(folder.Path, "tool", "tools", "net10.0", "any", "po.dll"), "rules"), StringComparison.Ordinal);
    }

    private void Pack(string name) => Dotnet(
        "pack", Path.Combine(Paths.Repository, "src", name), "--no-build", "--configuration", Configuration, "--output", Feed, "--verbosity", "quiet", "--nologo");

    private static string Dotnet(params string[] arguments)
    {
        var (exitCode, text) = Start(arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{text}");
        return text;
    }

    private static (int ExitCode, string Text) Start(string[] arguments)
    {
        var (exitCode, output, error) = ChildProcess.Run("dotnet", arguments);
        return (exitCode, output + error);
    }
}
