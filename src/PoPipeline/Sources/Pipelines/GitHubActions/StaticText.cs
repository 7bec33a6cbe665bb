using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>One text that a scalar can become when the pipeline runs.</summary>
/// <param name="Located">The text, and where it is written: in the matrix, where it comes from there.</param>
/// <param name="Node">The node that it is written in, which need not be a scalar.</param>
/// <param name="IsKnown">Whether nothing in it is left to be computed.</param>
internal sealed record StaticText(Located<string> Located, YamlNode Node, bool IsKnown);
