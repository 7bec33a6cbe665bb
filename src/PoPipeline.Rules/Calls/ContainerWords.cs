using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>The command of a container that is told what to run, a word each, without a shell.</summary>
internal static class ContainerWords
{
    /// <summary>The command, each word in quotes, so that nothing reads it again; null where a script says what is run, or nothing does.</summary>
    /// <param name="step">The step.</param>
    public static Script? ScriptOf(Step step)
    {
        if (!step.Scripts.IsEmpty || step.Container is not { Command: { IsEmpty: false } words })
        {
            return null;
        }

        var text = new StringBuilder();
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>(words.Length);
        var pasted = ImmutableArray.CreateBuilder<Interpolation>();
        foreach (var word in words)
        {
            text.Append(text.Length == 0 ? "" : " ");
            anchors.Add(new TextAnchor(text.Length, word.Span.Region.StartLine, word.Span.Region.StartColumn));
            Add(word, text, pasted);
        }

        return new Script { Shell = ShellKind.Posix, Text = text.ToString(), Span = words[0].Span, Anchors = anchors.MoveToImmutable(), Interpolations = pasted.DrainToImmutable() };
    }

    // What the platform puts into a word stays a part of that one.
    private static void Add(Located<string> word, StringBuilder text, ImmutableArray<Interpolation>.Builder pasted)
    {
        var value = word.Value;
        if (value.Length > 0 && value.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or '/' or ':' or ',' or '@' or '+'))
        {
            text.Append(value);
            return;
        }

        text.Append('"');
        for (var at = 0; at < value.Length; at++)
        {
            // https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/: a name in parentheses alone is replaced.
            if (value.AsSpan(at).StartsWith("$(", StringComparison.Ordinal) && value.IndexOf(')', at) is > 0 and var end)
            {
                var written = value[at..(end + 1)];
                pasted.Add(new Interpolation { Text = written, Span = word.Span, Offset = text.Length, Provenance = Provenance.Constant, Mechanism = Mechanism.Pasted });
                text.Append(written);
                at = end;
                continue;
            }

            text.Append(value[at] is '"' or '\\' or '$' or '`' ? "\\" : "").Append(value[at]);
        }

        text.Append('"');
    }
}
