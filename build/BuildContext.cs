using System.Runtime.CompilerServices;
using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using PoPipeline.Frosting;
using Path = System.IO.Path;

namespace PoPipeline.Build;

/// <summary>The context of this repository's own build.</summary>
/// <param name="context">The context of the build.</param>
public sealed class BuildContext(ICakeContext context) : PoPipelineContext(context)
{
    /// <summary>The solution, relative to the root.</summary>
    public const string Solution = "PoPipeline.sln";

    /// <summary>Where everything is put that a build makes.</summary>
    public const string Artifacts = "artifacts";

    /// <summary>The variable that NuGet takes the time of the files of a package from, in seconds since 1970.</summary>
    public const string Epoch = "SOURCE_DATE_EPOCH";

    /// <summary>Where packages are put.</summary>
    public const string Packages = Artifacts + "/packages";

    /// <summary>The root of the checkout.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile()) ?? ".", ".."));

    /// <summary>The configuration to build: <c>--configuration=Release</c>.</summary>
    public string BuildConfiguration { get; } = context.Argument("configuration", "Release");

    /// <summary>Whether code is rewritten to the format rather than compared with it: <c>--fix</c>.</summary>
    public bool Fix { get; } = context.HasArgument("fix");

    /// <summary>The tests to run, as <c>dotnet test --filter</c> takes them; null for all.</summary>
    public string? Filter { get; } = context.Argument<string?>("filter", null);

    /// <summary>The folder of advisories in OSV's format: <c>--osv</c>.</summary>
    public string? Osv { get; } = context.Argument<string?>("osv", null);

    /// <summary>The table of the commits of vulnerable releases: <c>--commits</c>; null for that of this repository.</summary>
    public string? Commits { get; } = context.Argument<string?>("commits", null);

    /// <summary>Where advisories are written: <c>--advisories</c>; null for the data of this repository.</summary>
    public string? Advisories { get; } = context.Argument<string?>("advisories", null);

    /// <summary>When the commit was made that is built, in seconds since 1970.</summary>
    public string CommitTime => Git("log", "-1", "--format=%ct");

    /// <summary>Runs git in the root.</summary>
    /// <param name="words">Its arguments.</param>
    /// <returns>What it wrote, without the end of the last line.</returns>
    /// <exception cref="CakeException">It failed.</exception>
    public string Git(params string[] words)
    {
        var arguments = new ProcessArgumentBuilder();
        foreach (var word in words)
        {
            arguments.AppendQuoted(word);
        }

        var settings = new ProcessSettings { Arguments = arguments, WorkingDirectory = Root, RedirectStandardOutput = true };
        var code = this.StartProcess("git", settings, out var lines);
        return code == 0 ? string.Join('\n', lines) : throw new CakeException($"`git {string.Join(' ', words)}` ended with {code}.");
    }

    // A deterministic build does not know where it was built; the working directory is the root then, as `dotnet run` has it.
    private static string ThisFile([CallerFilePath] string path = "") => File.Exists(path) ? path : Path.GetFullPath("build/BuildContext.cs");
}
