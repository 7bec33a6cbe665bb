using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Data;

/// <summary>
/// Variables that make a platform take lines of the log for commands that change later steps. Source: GitHub's changelog of 2020-10-01, which deprecated the commands
/// 'set-env' and 'add-path' (CVE-2020-15228).
/// </summary>
internal static class LogCommandSwitches
{
    private static readonly ImmutableArray<string> Names = ["ACTIONS_ALLOW_UNSECURE_COMMANDS"];

    /// <summary>Whether a variable switches them on.</summary>
    public static bool IsOn(Setting variable) =>
        Names.Contains(variable.Name, StringComparer.OrdinalIgnoreCase) && variable.Value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
}
