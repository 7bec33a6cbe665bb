using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Reproducible;

/// <summary>What a pipeline gives to MSBuild: variables of the environment and properties of the command line.</summary>
public sealed record MsBuildVariables
{
    /// <summary>Nothing is set, and nobody looked.</summary>
    public static MsBuildVariables None { get; } = new();

    /// <summary>The variables of the environment, by name; one without a value is only known while the pipeline runs.</summary>
    public ImmutableDictionary<string, ToolSetting> Environment { get; init; } = ImmutableDictionary<string, ToolSetting>.Empty;

    /// <summary>The properties of the command line, by name, which no file changes.</summary>
    public ImmutableDictionary<string, ToolSetting> Globals { get; init; } = ImmutableDictionary<string, ToolSetting>.Empty;

    /// <summary>Whether the platform sets <c>CI=true</c> by itself.</summary>
    public bool IsCi { get; init; }

    /// <summary>Whether every variable is known, those that the platform sets by itself among them, so that what is not there is not set.</summary>
    public bool KnowsEnvironment { get; init; }

    /// <summary>The property of the command line of a name; null where there is none.</summary>
    /// <param name="name">The name, which knows no case.</param>
    public ToolSetting? Global(string name) => Find(Globals, name);

    /// <summary>The variable of a name; null where there is none.</summary>
    /// <param name="name">The name, which knows no case as a property.</param>
    public ToolSetting? Variable(string name) =>
        Find(Environment, name) ?? (IsCi && string.Equals(name, "CI", StringComparison.OrdinalIgnoreCase) ? new ToolSetting("CI", "true") : null);

    // The same one each time, however a hash table has them.
    private static ToolSetting? Find(ImmutableDictionary<string, ToolSetting> settings, string name) =>
        settings.TryGetValue(name, out var exact) ? exact
        : settings.Where(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).FirstOrDefault();
}
