using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Reproducible;

/// <summary>What the properties of a project have come to once MSBuild has gone through its files, as far as that is known.</summary>
/// <remarks>
/// MSBuild goes through the settings in their order, and a condition sees what was set before it. So the settings of a project keep that order here.
/// Source: https://learn.microsoft.com/visualstudio/msbuild/build-process-overview#evaluation-phase.
/// </remarks>
public sealed class MsBuildValues
{
    private readonly MsBuildVariables variables;
    private readonly string? name;
    private readonly bool isComplete;
    private readonly MsBuildScope scope;
    private readonly Dictionary<string, (string? Value, ToolSetting By)> set = new(StringComparer.OrdinalIgnoreCase);

    private MsBuildValues(MsBuildVariables variables, string? name, bool isComplete)
    {
        this.variables = variables;
        this.name = name;
        this.isComplete = isComplete;
        scope = new MsBuildScope { Property = Value };
    }

    /// <summary>Goes through the settings of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="variables">What the pipeline gives.</param>
    public static MsBuildValues Of(Project project, MsBuildVariables variables)
    {
        ArgumentNullException.ThrowIfNull(project);
        return Of(project.Settings, variables, project.Manifests is [var manifest] ? NameOf(manifest.Path) : null, project.SettingGaps.IsEmpty);
    }

    /// <summary>Goes through settings.</summary>
    /// <param name="settings">The settings, in the order in which MSBuild sees them.</param>
    /// <param name="variables">What the pipeline gives.</param>
    /// <param name="name">The name of the project, without its ending; null where it is not known.</param>
    /// <param name="isComplete">Whether every file was read, so that what is not among the settings is not set.</param>
    public static MsBuildValues Of(ImmutableArray<ToolSetting> settings, MsBuildVariables variables, string? name = null, bool isComplete = true)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var values = new MsBuildValues(variables, name, isComplete);
        foreach (var setting in settings)
        {
            values.Take(setting);
        }

        return values;
    }

    /// <summary>The value of a property; empty where it is not set, null where that is not known.</summary>
    /// <param name="property">The name.</param>
    public string? Value(string property)
    {
        ArgumentNullException.ThrowIfNull(property);
        if (variables.Global(property) is { } given)
        {
            return given.Value;
        }

        if (set.TryGetValue(property, out var found))
        {
            return found.Value;
        }

        if (variables.Variable(property) is { } variable)
        {
            return variable.Value;
        }

        if (name is not null && property.Equals("MSBuildProjectName", StringComparison.OrdinalIgnoreCase))
        {
            return name;
        }

        // What is written in capitals comes from the environment; of the others, only those that were looked for are known not to be set.
        return IsVariable(property) ? variables.KnowsEnvironment ? "" : null : isComplete && MsBuildNames.Tracked.Contains(property) ? "" : null;
    }

    /// <summary>What a property came to, as yes or no; null where it is not set, or that is not known.</summary>
    /// <param name="property">The name.</param>
    public bool? IsOn(string property) => Value(property)?.Trim().ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => null,
    };

    /// <summary>The setting that decided, with the value that it came to; null where there is none.</summary>
    /// <param name="property">The name.</param>
    public ToolSetting? Decider(string property) =>
        variables.Global(property) ?? (set.TryGetValue(property, out var found) ? found.By with { Value = found.Value } : variables.Variable(property));

    /// <summary>Whether a setting that is no property holds; null where that is not known.</summary>
    /// <param name="setting">The setting: that of a package, of an SDK.</param>
    public bool? Holds(ToolSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return MsBuildCondition.Holds(setting.Condition, scope);
    }

    private void Take(ToolSetting setting)
    {
        if (!setting.Name.StartsWith(MsBuildNames.Property, StringComparison.Ordinal) || setting.Name.AsSpan(MsBuildNames.Property.Length).Contains(' '))
        {
            return;
        }

        var property = setting.Name[MsBuildNames.Property.Length..];
        var holds = MsBuildCondition.Holds(setting.Condition, scope);
        if (holds is false)
        {
            return;
        }

        var value = setting.Value is null ? null : MsBuildText.Expand(setting.Value, scope);
        if (holds is true)
        {
            set[property] = (value, setting);
        }
        else if (value is null || !value.Equals(Value(property), StringComparison.OrdinalIgnoreCase))
        {
            // Either what it was before or this: nobody knows.
            set[property] = (null, setting);
        }
    }

    private static bool IsVariable(string text)
    {
        foreach (var sign in text)
        {
            if (!char.IsAsciiLetterUpper(sign) && !char.IsAsciiDigit(sign) && sign is not '_')
            {
                return false;
            }
        }

        return true;
    }

    private static string NameOf(string path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        return file.LastIndexOf('.') is > 0 and var dot ? file[..dot] : file;
    }
}
