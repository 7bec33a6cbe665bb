using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Asks who controls what across the files of a repository. One session serves one thread.</summary>
/// <param name="local">The actions and reusable workflows of the repository.</param>
/// <param name="links">Who calls them, and with what.</param>
internal sealed class OriginSession(LocalCode local, CallLinks links)
{
    private const int Deepest = 48;

    private readonly Dictionary<ActionsFile, OriginLookup> lookups = [];
    private int depth;

    /// <summary>The actions and reusable workflows of the repository.</summary>
    public LocalCode Local => local;

    /// <summary>The lookups of a file.</summary>
    public OriginLookup LookupOf(ActionsFile file)
    {
        if (!lookups.TryGetValue(file, out var lookup))
        {
            lookup = lookups[file] = new OriginLookup(this, file);
        }

        return lookup;
    }

    /// <summary>Who calls what, and with what.</summary>
    public CallLinks Links => links;

    /// <summary>What starts the file, through its callers where it is called.</summary>
    public ImmutableArray<WorkflowEvent> EventsOf(ActionsFile file) => links.EventsOf(file);

    /// <summary>Goes one link deeper; false where that is too deep.</summary>
    public bool Enter()
    {
        if (depth >= Deepest)
        {
            return false;
        }

        depth++;
        return true;
    }

    /// <summary>Comes back.</summary>
    public void Leave() => depth--;
}
