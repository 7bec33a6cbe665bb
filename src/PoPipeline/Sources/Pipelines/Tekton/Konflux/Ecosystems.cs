using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Ecosystems whose packages nothing fetches before a build.</summary>
/// <remarks>Source: the backends of https://github.com/hermetoproject/hermeto, of which none is for them.</remarks>
internal static class Ecosystems
{
    private static readonly string[] Projects = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>The ecosystem of a repository that is one of them; null where it is none.</summary>
    /// <param name="repository">The repository.</param>
    public static string? Unfetchable(Repository repository)
    {
        foreach (var file in repository.Files)
        {
            if (Array.Exists(Projects, ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && !DataFolders.IsAbove(file))
            {
                return "NuGet";
            }
        }

        return null;
    }
}
