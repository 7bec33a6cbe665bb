using PoPipeline.Configuration;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;
using PoPipeline.Sources.Git;

namespace PoPipeline.Running;

/// <summary>Tells the forge of the folder in which somebody stands, for answers that judge nothing: from the policy, the remote, and a few names of files.</summary>
internal static class NearbyForge
{
    /// <summary>The forge; unknown where nothing tells it. A policy or a repository that cannot be read keeps nobody from an answer.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="hints">What the environment says.</param>
    public static Forge Of(string folder, RepositoryHints hints)
    {
        try
        {
            var path = Path.GetFullPath(folder);
            var git = GitRepository.Of(path);
            var root = git?.Top ?? path;
            return PolicyForge(root) is var said and not Forge.Unknown ? said
                : RepositoryIdentity.Of(git?.Remote(), root, hints).Forge is var told and not Forge.Unknown ? told
                : HasGitLab(root) && !Directory.Exists(Path.Combine(root, ".github")) ? Forge.GitLab
                : Forge.Unknown;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or GitFormatException)
        {
            return Forge.Unknown;
        }
    }

    private static Forge PolicyForge(string root)
    {
        try
        {
            return PolicyReader.OfRepository(root).Forge;
        }
        catch (ConfigurationException)
        {
            return Forge.Unknown;
        }
    }

    private static bool HasGitLab(string root) => File.Exists(Path.Combine(root, ".gitlab-ci.yml")) || Directory.Exists(Path.Combine(root, ".gitlab"));
}
