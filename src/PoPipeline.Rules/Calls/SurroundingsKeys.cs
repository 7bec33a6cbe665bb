using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Calls;

/// <summary>What tells the variables around some commands from those around others; where they are written tells nothing.</summary>
internal sealed class SurroundingsKeys
{
    // One environment may stand around thousands of calls.
    private readonly ConditionalWeakTable<ImmutableDictionary<string, ToolSetting>, string> known = [];

    /// <summary>What tells some variables from others: equal for those that have the same values.</summary>
    /// <param name="variables">The variables, by name.</param>
    public string Of(ImmutableDictionary<string, ToolSetting> variables) => known.GetValue(variables, Made);

    private static string Made(ImmutableDictionary<string, ToolSetting> variables) => string.Join('\n', variables.Values.OrderBy(variable => variable.Name, StringComparer.Ordinal).Select(variable => $"{variable.Name}={variable.Value ?? "\0"}"));
}
