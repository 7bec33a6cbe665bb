using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>An entry of <c>include</c>.</summary>
/// <param name="Kind">What is included: <c>local</c>, <c>project</c>, <c>remote</c>, <c>template</c>, <c>component</c>, <c>artifact</c>.</param>
/// <param name="Location">What it names: a path, an address, a component; for a project the path of the project.</param>
/// <param name="Entry">The entry as written; a scalar in the short form.</param>
/// <param name="Why">Why it was not followed, as a clause.</param>
internal sealed record CiInclude(string Kind, YamlScalar Location, YamlNode Entry, string Why);
