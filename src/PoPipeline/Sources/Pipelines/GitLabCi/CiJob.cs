using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>One job of a configuration, or a hidden one that others extend.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Span">Where the name is written, in the file where the job is defined last.</param>
/// <param name="Written">The keys as written under its name, of all files together, before <c>extends</c> and <c>default</c> are merged in.</param>
/// <param name="Keys">The keys in force, after <c>include</c>, <c>extends</c>, <c>!reference</c>, merge keys and <c>default</c>; each node stands where it is written.</param>
internal sealed record CiJob(string Name, Place Span, YamlMapping Written, YamlMapping Keys)
{
    /// <summary>Whether its name starts with a dot, so that GitLab never runs it by itself.</summary>
    public bool IsHidden => Name.StartsWith('.');
}
