using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Init;

/// <summary>What to start a repository with.</summary>
public sealed record InitRequest
{
    /// <summary>The repository's root.</summary>
    public required string Root { get; init; }

    /// <summary>The forge; unknown for what the policy, the remote or the files tell.</summary>
    public Forge Forge { get; init; }

    /// <summary>What runs the check; null for Tekton where there is a folder <c>.tekton</c>, else for what belongs to the forge.</summary>
    public InitPlatform? Platform { get; init; }

    /// <summary>Who owns the files and decides on exceptions; empty for the owners of <c>*</c> in the CODEOWNERS file that there is.</summary>
    public ImmutableArray<string> Owners { get; init; } = [];

    /// <summary>The commit of PoPipeline that the pipeline builds, as a full hash; null for the one that this program was built from.</summary>
    public string? Revision { get; init; }

    /// <summary>The image of <c>po</c> for Tekton, by digest; null where there is none.</summary>
    public string? Image { get; init; }

    /// <summary>What the environment says of the repository.</summary>
    public RepositoryHints Hints { get; init; } = RepositoryHints.None;
}

/// <summary>What runs the check that init sets up.</summary>
public enum InitPlatform
{
    /// <summary>GitHub Actions.</summary>
    GitHub,

    /// <summary>GitLab CI/CD.</summary>
    GitLab,

    /// <summary>Tekton, through Pipelines-as-Code.</summary>
    Tekton,
}
