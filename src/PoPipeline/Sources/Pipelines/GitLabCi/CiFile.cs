using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

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
