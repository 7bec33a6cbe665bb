using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.MsBuild;

/// <summary>The files of MSBuild in a repository, each read once, and as much work as is done with them for all projects together.</summary>
/// <param name="tree">Reads the files.</param>
/// <param name="paths">Finds them.</param>
internal sealed class MsBuildFiles(WorkingTree tree, RepositoryPaths paths)
{
    /// <summary>Where MSBuild has what comes with an SDK.</summary>
    public const string Sdks = "$(MSBuildSDKsPath)";

    // In characters. Repositories of a thousand projects need a tenth of it.
    private const long MostWork = 200_000_000;

    private readonly Dictionary<string, (ImmutableArray<MsBuildStep> Steps, string? Fault)> known = new(StringComparer.Ordinal);

    private long work;

    /// <summary>Finds the files.</summary>
    public RepositoryPaths Paths => paths;

    /// <summary>Whether more was to be done than is.</summary>
    public bool IsSpent => work > MostWork;

    /// <summary>Takes the work of a step into account.</summary>
    /// <param name="step">The step.</param>
    /// <returns>Whether it may still be done.</returns>
    public bool Spend(MsBuildStep step) => Spend(32 + step.Name.Length + (step.Value?.Length ?? 0) + step.Conditions.Sum(condition => (long)condition.Length));

    /// <summary>Takes work into account.</summary>
    /// <param name="characters">How many characters are gone through.</param>
    /// <returns>Whether more may be done.</returns>
    public bool Spend(long characters)
    {
        work += characters;
        return !IsSpent;
    }

    /// <summary>What a file does.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="gaps">Takes why it could not be read.</param>
    public ImmutableArray<MsBuildStep> Read(string path, List<Gap> gaps)
    {
        if (!known.TryGetValue(path, out var read))
        {
            var file = tree.Read(path);
            var steps = ImmutableArray<MsBuildStep>.Empty;
            var fault = file.Fault;
            if (fault is null)
            {
                steps = MsBuildFile.Read(file.Text, out fault);
            }

            read = (steps, fault);
            known.Add(path, read);
        }

        if (read.Fault is { } reason)
        {
            gaps.Add(new Gap(path, reason, Failed: true));
        }

        return read.Steps;
    }

    /// <summary>The value of a property that says where files lie; null where a property is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The file that asks.</param>
    /// <param name="project">The project file.</param>
    /// <remarks>Source: https://learn.microsoft.com/visualstudio/msbuild/msbuild-reserved-and-well-known-properties.</remarks>
    public static string? Fixed(string name, string path, string project) => name.ToUpperInvariant() switch
    {
        "MSBUILDTHISFILEDIRECTORY" => RepositoryPaths.Absolute(RepositoryPath.FolderOf(path)),
        "MSBUILDTHISFILE" => Path.GetFileName(path),
        "MSBUILDTHISFILENAME" => Path.GetFileNameWithoutExtension(path),
        "MSBUILDTHISFILEEXTENSION" => Path.GetExtension(path),
        "MSBUILDTHISFILEFULLPATH" => RepositoryPaths.Root + path,
        "MSBUILDPROJECTDIRECTORY" => RepositoryPaths.Absolute(RepositoryPath.FolderOf(project)).TrimEnd('/') is var folder && folder.Length < RepositoryPaths.Root.Length ? RepositoryPaths.Root : folder,
        "MSBUILDPROJECTFILE" => Path.GetFileName(project),
        "MSBUILDPROJECTNAME" => Path.GetFileNameWithoutExtension(project),
        "MSBUILDPROJECTEXTENSION" => Path.GetExtension(project),
        "MSBUILDPROJECTFULLPATH" => RepositoryPaths.Root + project,
        _ => null,
    };

    /// <summary>What a function returns that looks for files; null where it is none, or leads out of the repository.</summary>
    /// <param name="name">The name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="path">The file that asks.</param>
    public string? Function(string name, IReadOnlyList<string> arguments, string path)
    {
        // Every folder above is looked into, and its path is made for that.
        var folder = RepositoryPath.FolderOf(path);
        if (!Spend(100 + (50L * folder.Length) + arguments.Sum(argument => 50L * argument.Length)))
        {
            return null;
        }

        switch (name.ToUpperInvariant())
        {
            // Nothing but the names of files is looked for, and what lies above the repository is not seen.
            case "[MSBUILD]::GETPATHOFFILEABOVE" when arguments.Count is 1 or 2 && !arguments[0].AsSpan().ContainsAny('/', '\\'):
                var start = arguments.Count == 2 ? arguments[1] : ".";
                return RepositoryPaths.Resolve(folder, start) is not { } from ? "" : paths.Above(from, arguments[0]) is { } found ? RepositoryPaths.Root + found : "";
            case "[MSBUILD]::GETDIRECTORYNAMEOFFILEABOVE" when arguments.Count == 2:
                return RepositoryPaths.Resolve(folder, arguments[0]) is { } below && paths.Above(below, arguments[1]) is { } marker
                    ? RepositoryPaths.Resolve(RepositoryPath.FolderOf(marker), "") is { } top ? RepositoryPaths.Absolute(top).TrimEnd('/') + (top.Length == 0 ? "/" : "") : ""
                    : "";
            case "[MSBUILD]::NORMALIZEPATH" or "[MSBUILD]::NORMALIZEDIRECTORY" or "[SYSTEM.IO.PATH]::COMBINE" when arguments.Count > 0:
                var joined = string.Join('/', arguments.Where(part => part.Length > 0));
                return RepositoryPaths.Resolve("", joined) is not { } normal || !joined.StartsWith(RepositoryPaths.Root, StringComparison.Ordinal) ? null
                    : name.EndsWith("Directory", StringComparison.OrdinalIgnoreCase) ? RepositoryPaths.Absolute(normal) : RepositoryPaths.Root + normal;
            default:
                return null;
        }
    }
}
