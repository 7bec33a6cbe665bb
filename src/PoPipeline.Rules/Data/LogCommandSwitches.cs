using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Data;

/// <summary>
/// Variables that make a platform take lines of the log for commands that change later steps. The commands 'set-env' and 'add-path' were withdrawn for it
/// (CVE-2020-15228).
/// </summary>
internal static class LogCommandSwitches
{
    private static readonly ImmutableArray<string> Names = ["ACTIONS_ALLOW_UNSECURE_COMMANDS"];

    /// <summary>Whether a variable switches them on.</summary>
    public static bool IsOn(Setting variable) =>
        Names.Contains(variable.Name, StringComparer.OrdinalIgnoreCase) && variable.Value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
}
