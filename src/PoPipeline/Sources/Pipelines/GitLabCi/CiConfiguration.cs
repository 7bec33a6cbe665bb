using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>A configuration of GitLab CI/CD as GitLab sees it once all that it includes from the same repository is merged.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/includes/, https://docs.gitlab.com/ci/yaml/yaml_optimization/.</remarks>
internal sealed record CiConfiguration
{
    /// <summary>The file that it starts with, relative to the repository's root.</summary>
    public required string Path { get; init; }

    /// <summary>The files that it is made of, itself first, in the order in which they were read.</summary>
    public required ImmutableArray<CiFile> Files { get; init; }

    /// <summary>What is global once all is merged: <c>stages</c>, <c>variables</c>, <c>workflow</c>, <c>default</c>; no jobs.</summary>
    public required YamlMapping Globals { get; init; }

    /// <summary>The jobs and the hidden ones, in the order of the merged configuration.</summary>
    public required ImmutableArray<CiJob> Jobs { get; init; }

    /// <summary>What it includes from elsewhere, or cannot be followed; empty where everything was read.</summary>
    public ImmutableArray<CiInclude> Outside { get; init; } = [];

    /// <summary>What kept it from being merged: circles, names that nothing defines, a file that is missing.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>Why it was not put together, as a clause; null where it was.</summary>
    public string? TooMuch { get; init; }

    /// <summary>Whether all of it was read, so that a name that it does not define is defined nowhere.</summary>
    public bool IsComplete => Outside.IsEmpty && !IsPartial && !IsPart;

    /// <summary>Whether others include it, so that what it names may stand with them.</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether a file of it could not be read.</summary>
    public bool IsPartial { get; init; }
}
