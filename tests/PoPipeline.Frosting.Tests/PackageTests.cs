using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace PoPipeline.Frosting.Tests;

/// <summary>
/// The packages, and a build of one's own that restores them from a folder. Cake.Frosting itself is the stand-in here, as a project
/// reference, which NuGet takes for the package of that name.
/// </summary>
public sealed class PackageTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
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
        Pack("PoPipeline.Rules");
        Pack("PoPipeline");
        Pack("PoPipeline.Frosting");
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
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
                <CakeVersion>7.0.0</CakeVersion>
                <CakeAssemblies>{packages}/cake.tool/7.0.0/tools/net10.0/any/</CakeAssemblies>
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
        var output = Dotnet(
            Path.Combine(project, "bin", "Debug", "net10.0", "Consumer.dll"),
            "--po-rule=PO3204",
            $"--po-path={folder.Path}/tree",
            $"--po-output={folder.Path}/out");

        Assert.Contains("rules: 1", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "out", "popipeline.sarif")));
    }

    private void Pack(string name) => Dotnet(
        "pack", Path.Combine(Paths.Repository, "src", name), "--no-build", "--configuration", Configuration, "--output", Feed, "--verbosity", "quiet", "--nologo");

    private static string Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(process.WaitForExit(Patience), $"dotnet {string.Join(' ', arguments)} took too long.");
        var text = output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}");
        return text;
    }
}
