using System.Text.Json;
using Cake.Common;
using Cake.Common.Diagnostics;
using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.MSBuild;
using Cake.Common.Tools.DotNet.Pack;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Path = System.IO.Path;

namespace PoPipeline.Build.Tasks;

/// <summary>Make the packages again, of the same commit in another folder, and compare them byte by byte.</summary>
[TaskName("Reproduce")]
[TaskDescription("Make the packages again, of the same commit in another folder, and compare them byte by byte")]
[IsDependentOn(typeof(PackTask))]
public sealed class ReproduceTask : FrostingTask<BuildContext>
{
    private const string Sources = "src";
    private const string Filter = "packages.slnf";

    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        if (context.Git("status", "--porcelain", "--untracked-files=no") is { Length: > 0 } changed)
        {
            throw new CakeException($"What is built again is the commit, and files differ from it: commit them first.\n{changed}");
        }

        var clone = Directory.CreateTempSubdirectory("popipeline-again-").FullName;
        try
        {
            Compare(Path.Combine(BuildContext.Root, BuildContext.Packages), Again(context, clone), context);
        }
        finally
        {
            context.DeleteDirectory(clone, new DeleteDirectorySettings { Recursive = true, Force = true });
        }
    }

    // Analyzers, which are left out, change nothing of what is compiled.
    private static string Again(BuildContext context, string clone)
    {
        context.Git("clone", "--quiet", ".", clone);
        context.Git("-C", clone, "checkout", "--quiet", "--detach", context.Git("rev-parse", "HEAD"));

        // Where the sources are found is written into what is built.
        if (context.Git("remote").Split('\n').Contains("origin", StringComparer.Ordinal))
        {
            context.Git("-C", clone, "remote", "set-url", "origin", context.Git("remote", "get-url", "origin"));
        }
        else
        {
            context.Git("-C", clone, "remote", "remove", "origin");
        }

        var projects = Directory.EnumerateFiles(Path.Combine(clone, Sources), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(clone, file)).Order(StringComparer.Ordinal);
        var filter = Path.Combine(clone, Filter);
        File.WriteAllText(filter, JsonSerializer.Serialize(new { solution = new { path = BuildContext.Solution, projects } }));
        var packages = Path.Combine(clone, BuildContext.Packages);
        context.DotNetPack(
            filter,
            new DotNetPackSettings
            {
                Configuration = context.BuildConfiguration,
                OutputDirectory = packages,
                Verbosity = DotNetVerbosity.Minimal,
                WorkingDirectory = clone,
                EnvironmentVariables = { [BuildContext.Epoch] = context.CommitTime },
                MSBuildSettings = new DotNetMSBuildSettings().WithProperty("RunAnalyzers", "false"),
            });
        return packages;
    }

    private static void Compare(string packages, string again, BuildContext context)
    {
        var (first, second) = (Names(packages), Names(again));
        if (first.Length == 0 || !first.SequenceEqual(second, StringComparer.Ordinal))
        {
            throw new CakeException($"The first build made {string.Join(", ", first)}, the second one {string.Join(", ", second)}.");
        }

        if (first.Where(name => !File.ReadAllBytes(Path.Combine(packages, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(again, name)))).ToList() is { Count: > 0 } different)
        {
            throw new CakeException($"Not the same when it is built again: {string.Join(", ", different)}.");
        }

        foreach (var name in first)
        {
            context.Information("{0}: the same {1} bytes", name, new FileInfo(Path.Combine(packages, name)).Length);
        }
    }

    private static string[] Names(string folder) => [.. Directory.EnumerateFiles(folder, "*.nupkg").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
