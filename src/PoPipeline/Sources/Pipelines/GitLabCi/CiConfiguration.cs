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

/// <summary>One file of a configuration.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="Document">What it holds.</param>
/// <param name="Header">The document before the content, with <c>spec</c>; null where there is none.</param>
/// <param name="Content">The keys that it adds; null where it holds none.</param>
internal sealed record CiFile(string Path, YamlDocument Document, YamlMapping? Header, YamlMapping? Content)
{
    /// <summary>Whether its text is not known, so that nobody can tell what it is.</summary>
    public bool IsUnknown { get; init; }
}

/// <summary>An entry of <c>include</c>.</summary>
/// <param name="Kind">What is included: <c>local</c>, <c>project</c>, <c>remote</c>, <c>template</c>, <c>component</c>, <c>artifact</c>.</param>
/// <param name="Location">What it names: a path, an address, a component; for a project the path of the project.</param>
/// <param name="Entry">The entry as written; a scalar in the short form.</param>
/// <param name="Why">Why it was not followed, as a clause.</param>
internal sealed record CiInclude(string Kind, YamlScalar Location, YamlNode Entry, string Why);
