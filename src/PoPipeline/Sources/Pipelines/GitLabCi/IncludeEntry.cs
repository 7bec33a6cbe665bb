using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>One thing that a file includes.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#include.</remarks>
/// <param name="Kind">How it is named: <c>local</c>, <c>project</c>, <c>remote</c>, <c>template</c>, <c>component</c>, <c>artifact</c>.</param>
/// <param name="Location">What is named: a path, an address, a component, the path of a project.</param>
/// <param name="Node">The entry as written.</param>
internal sealed record IncludeEntry(string Kind, YamlScalar Location, YamlNode Node)
{
    /// <summary>How one may be named.</summary>
    public static readonly ImmutableArray<string> Kinds = ["local", "project", "remote", "template", "component", "artifact"];

    private const string OwnProject = "/$CI_PROJECT_PATH/";
    private const string OwnCommit = "@$CI_COMMIT_SHA";

    /// <summary>What is handed to it; null where nothing is.</summary>
    public YamlMapping? Inputs => (Node as YamlMapping)?["inputs"] as YamlMapping;

    /// <summary>The name of a component of this very project in the same commit, as a project that tests its components writes it; null for any other one.</summary>
    public string? OwnComponent
    {
        get
        {
            var text = Location.Value.Trim().Replace("${", "$", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            var start = text.IndexOf(OwnProject, StringComparison.Ordinal);
            var end = text.IndexOf(OwnCommit, StringComparison.Ordinal);
            return Kind is "component" && start >= 0 && end > start + OwnProject.Length ? text[(start + OwnProject.Length)..end] : null;
        }
    }

    /// <summary>What <c>include</c> of a file, or of <c>trigger</c>, names.</summary>
    /// <param name="include">The value; null where there is none.</param>
    public static ImmutableArray<IncludeEntry> Of(YamlNode? include) => include switch
    {
        YamlSequence sequence => [.. sequence.Items.SelectMany(One)],
        null => [],
        _ => [.. One(include)],
    };

    private static IEnumerable<IncludeEntry> One(YamlNode node) => node switch
    {
        YamlScalar { IsNull: false } scalar => [new IncludeEntry(IsAddress(scalar.Value) ? "remote" : "local", scalar, scalar)],
        YamlMapping mapping => Kinds.Select(kind => mapping[kind] is YamlScalar { IsNull: false } location ? new IncludeEntry(kind, location, mapping) : null).OfType<IncludeEntry>().Take(1),
        _ => [],
    };

    private static bool IsAddress(string text) => text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
