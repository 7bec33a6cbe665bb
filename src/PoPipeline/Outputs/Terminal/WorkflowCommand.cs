using System.Collections.Immutable;

namespace PoPipeline.Outputs.Terminal;

/// <summary>A command of GitHub's runner, one line: <c>::error file=a,line=1::What is wrong.</c></summary>
/// <param name="name">The command, which is ours: <c>error</c>.</param>
/// <param name="properties">Its properties, whose values may be text of others.</param>
/// <param name="data">What it says, which may be text of others.</param>
/// <remarks>The rules are those of <c>src/Runner.Common/ActionCommand.cs</c> of actions/runner.</remarks>
internal sealed class WorkflowCommand(string name, ImmutableArray<(string Name, string Value)> properties, string data)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var list = string.Join(',', properties.Select(property => $"{property.Name}={Property(property.Value)}"));
        return $"::{name}{(list.Length > 0 ? $" {list}" : "")}::{Data(data)}";
    }

    // Plain text first: what is left of control characters is then only what the command itself escapes.
    private static string Data(string text) => SafeText.Of($"{text}").ToString()
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
