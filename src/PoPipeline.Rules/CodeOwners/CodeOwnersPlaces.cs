using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>Where each forge looks for code owners.</summary>
public static class CodeOwnersPlaces
{
    /// <summary>The places, in the forge's order: the first file there is the one that it reads.</summary>
    public static ImmutableArray<string> Of(Forge forge) => forge is Forge.GitLab
        ? ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"]
        : [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    /// <summary>
    /// The forge by whose rules code owners are read. Where neither the remote, the environment nor the policy says, a tree with
    /// <c>.gitlab-ci.yml</c> or <c>.gitlab/</c> and without <c>.github/</c> is GitLab's, and every other one is GitHub's.
    /// </summary>
    public static Forge ForgeOf(Repository repository)
    {
        if (repository.Forge is not Forge.Unknown)
        {
            return repository.Forge;
        }

        var hasGitHub = repository.Files.Any(file => file.StartsWith(".github/", StringComparison.Ordinal));
        var hasGitLab = repository.Files.Any(file => file is ".gitlab-ci.yml" || file.StartsWith(".gitlab/", StringComparison.Ordinal));
        return hasGitLab && !hasGitHub ? Forge.GitLab : Forge.GitHub;
    }
}
