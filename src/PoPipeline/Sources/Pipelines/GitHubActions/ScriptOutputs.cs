using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says who controls an output that a script writes.</summary>
internal static class ScriptOutputs
{
    /// <summary>Who controls the output; null where the script does not visibly write it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="output">The output's name.</param>
    /// <param name="shell">The value of <c>shell</c>; null where nothing is said.</param>
    /// <param name="scope">Where the script stands.</param>
    public static Provenance? Of(string script, string output, string? shell, OriginScope scope)
    {
        if (!script.Contains(output, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var kind = shell is null ? ShellKind.Posix : ShellNames.KindOf(shell);
        var commands = ShellReader.Read(kind is ShellKind.Unknown ? ShellKind.Posix : kind, script, [.. ExpressionScanner.Scan(script).Select(found => new PastedSpan(found.Offset, found.Length))]);
        Provenance? found = null;
        foreach (var command in commands)
        {
            if (WritesOutputs(command, commands) && Written(command, output) is { } value)
            {
                var origin = OfText(value, scope);
                found = found is null ? origin : Provenance.Join(found, origin);
            }
        }

        return found;
    }

    private static bool WritesOutputs(Command command, IReadOnlyList<Command> commands) =>
        command.OutputFiles.Any(file => IsOutputFile(file.Text))
        || (command.PipedTo is { } next && next < commands.Count && commands[next].Name is "tee" or "out-file" or "add-content"
            && commands[next].Words.Any(word => IsOutputFile(word.Text)))
        || command.Words.Any(word => word.Text.StartsWith("::set-output ", StringComparison.Ordinal));

    private static bool IsOutputFile(string text) => text.Contains("GITHUB_OUTPUT", StringComparison.OrdinalIgnoreCase);

    private static string? Written(Command command, string output)
    {
        foreach (var word in command.Words)
        {
            var text = word.Text;
            if (text.StartsWith("::set-output ", StringComparison.Ordinal) && text.IndexOf("::", 2, StringComparison.Ordinal) is >= 0 and var end)
            {
                if (text.AsSpan(0, end).Contains($"name={output}", StringComparison.OrdinalIgnoreCase))
                {
                    return text[(end + 2)..];
                }
            }
            else if (text.Length > output.Length && text[output.Length] is '=' && text.StartsWith(output, StringComparison.OrdinalIgnoreCase))
            {
                return text[(output.Length + 1)..];
            }
        }

        return null;
    }

    // A text of a shell: expressions of the platform, variables, and what only the shell can tell.
    private static Provenance OfText(string text, OriginScope scope)
    {
        var origin = TextOrigins.Of(text, scope);
        for (var index = text.IndexOf('$', StringComparison.Ordinal); index >= 0; index = text.IndexOf('$', index + 1))
        {
            if (text.AsSpan(index).StartsWith("${{"))
            {
                var close = text.IndexOf("}}", index, StringComparison.Ordinal);
                index = close < 0 ? text.Length - 1 : close;
            }
            else
            {
                origin = Provenance.Join(origin, Variable(text.AsSpan(index + 1), scope));
            }
        }

        return text.Contains('`') ? Provenance.Join(origin, Provenance.Unknown) : origin;
    }

    private static Provenance Variable(ReadOnlySpan<char> text, OriginScope scope)
    {
        const string Environment = "env:";
        text = text.StartsWith('{') ? text[1..] : text;
        text = text.StartsWith(Environment, StringComparison.OrdinalIgnoreCase) ? text[Environment.Length..] : text;
        var length = text.IndexOfAnyExcept(Letters.Name);
        var name = (length < 0 ? text : text[..length]).ToString();
        if (name.Length == 0)
        {
            return Provenance.Unknown;
        }

        // GITHUB_HEAD_REF is github.head_ref, and so on.
        const string Prefix = "GITHUB_";
        return scope.Variable(name)
            ?? (name.StartsWith(Prefix, StringComparison.Ordinal) && ExpressionParser.Parse($"github.{name[Prefix.Length..].ToLowerInvariant()}").Root is { } context
                ? TextOrigins.Of(context, scope)
                : Provenance.Unknown);
    }
}
