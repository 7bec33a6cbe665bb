using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>What the commands of one machine write into files that package managers read behind them: <c>bundle config set --local frozen true</c>.</summary>
/// <param name="hasLock">Whether a lock file lies at a path, relative to the root.</param>
/// <remarks>What is written in a branch is taken to be written behind it, too.</remarks>
internal sealed class ToldSettings(Func<string, bool> hasLock)
{
    private readonly Dictionary<string, ImmutableDictionary<string, ToolSetting?>> byFolder = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, ToolSetting?> ofUser = ImmutableDictionary<string, ToolSetting?>.Empty;

    /// <summary>Takes the next command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="standing">Where it stands.</param>
    /// <param name="script">The script that it stands in.</param>
    public void Take(Command command, StandingFolder standing, Script script)
    {
        // Few commands are, and none else is looked at.
        if (command.Name is not ("bundle" or "bundler"))
        {
            return;
        }

        foreach (var (name, setting) in BundlerInstalls.Told(command, script.PlaceOf(command.Offset, command.Length)))
        {
            if (name.StartsWith(BundlerInstalls.Global, StringComparison.Ordinal))
            {
                ofUser = ofUser.SetItem(name, setting);
                continue;
            }

            var root = RootOf(standing.Now);
            byFolder[root] = byFolder.GetValueOrDefault(root, ImmutableDictionary<string, ToolSetting?>.Empty).SetItem(name, setting);
        }
    }

    /// <summary>What stands around a command, with what was written before it.</summary>
    /// <param name="around">What stands around it besides.</param>
    /// <param name="standing">Where it stands.</param>
    public Lazy<InstallSurroundings> Around(Lazy<InstallSurroundings> around, StandingFolder standing)
    {
        if (byFolder.Count == 0 && ofUser.IsEmpty)
        {
            return around;
        }

        var told = ofUser.SetItems(byFolder.GetValueOrDefault(RootOf(standing.Now), ImmutableDictionary<string, ToolSetting?>.Empty));
        return told.IsEmpty ? around : new Lazy<InstallSurroundings>(() => around.Value with { Told = told });
    }

    // The project is that of the nearest Gemfile, which has its lock file beside it.
    private string RootOf(string? folder)
    {
        for (var at = folder; at is { Length: > 0 }; at = RepositoryPath.FolderOf(at))
        {
            if (hasLock($"{at}/Gemfile.lock"))
            {
                return at;
            }
        }

        return "";
    }
}
