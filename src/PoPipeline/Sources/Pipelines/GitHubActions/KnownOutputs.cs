using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What the actions of the catalogue put into their outputs.</summary>
internal static class KnownOutputs
{
    /// <summary>Who controls an output; null where nothing is known of it.</summary>
    /// <param name="action">The action, without its version.</param>
    /// <param name="output">The output.</param>
    /// <param name="events">What starts the run; empty where that is not known.</param>
    /// <param name="inputs">Says who controls the inputs that an output is made of.</param>
    /// <param name="isEscaped">Whether the action puts a backslash before what a shell would read as an operator.</param>
    public static Provenance? Of(string action, string output, ImmutableArray<WorkflowEvent> events, Func<PassedOutput, Provenance>? inputs = null, bool isEscaped = false)
    {
        if (Catalogue.Find(ComponentKind.Action, action)?.Outputs is not { } outputs)
        {
            return null;
        }

        if (outputs.IsProposed(output))
        {
            var named = outputs.TextOf(output) is { } text ? OfText(action, text, events, isEscaped) : Provenance.Constant;
            return named with { Sources = [.. named.Sources, $"{Provenance.ProposedCode}{action}"] };
        }

        if (outputs.IsFixed(output))
        {
            return Provenance.Constant;
        }

        var passed = outputs.PassOf(output) is { } pass ? OfInputs(pass, inputs) : null;
        var own = outputs.TextOf(output) is { } known ? OfText(action, known, events, isEscaped) : null;
        return passed is not null && own is not null ? Provenance.Join(passed, own) : passed ?? own ?? (outputs.AreOthersFixed ? Provenance.Constant : null);
    }

    /// <summary>Whether a step's action escapes the names that it puts out: it is one that does so from a version on, unless it is told not to.</summary>
    /// <param name="action">The action, without its version.</param>
    /// <param name="version">Its version, as far as it is written.</param>
    /// <param name="input">Gives the value of an input; null where none is given.</param>
    public static bool Escapes(string action, string? version, Func<string, string?> input) =>
        Catalogue.Find(ComponentKind.Action, action)?.Outputs?.Escaped is { } escaped
        && VersionWords.Major(version) >= escaped.Since
        && (escaped.Value is { } value
            ? string.Equals(input(escaped.Input)?.Trim(), value, StringComparison.OrdinalIgnoreCase)
            : !string.Equals(input(escaped.Input)?.Trim(), "false", StringComparison.OrdinalIgnoreCase));

    private static Provenance OfText(string action, TextOutputs text, ImmutableArray<WorkflowEvent> events, bool isEscaped) =>
        OfText(action, text.Kind, isEscaped ? Least(text.Freedom, Charset.Limited) : text.Freedom, events);

    /// <summary>Who controls a text that an action gives.</summary>
    /// <param name="action">The action, without its version.</param>
    /// <param name="kind">What text.</param>
    /// <param name="freedom">What the one who writes it is free to write.</param>
    /// <param name="events">What starts the run; empty where that is not known.</param>
    public static Provenance OfText(string action, TextKind kind, Charset freedom, ImmutableArray<WorkflowEvent> events) =>
        new(OriginOf(kind, events), freedom) { Sources = [$"{kind.Word()} from {action}"] };

    /// <summary>Whose a text is.</summary>
    /// <param name="kind">What text.</param>
    /// <param name="events">What starts the run; empty where that is not known.</param>
    public static Origin OriginOf(TextKind kind, ImmutableArray<WorkflowEvent> events) => kind switch
    {
        TextKind.Fixed => Origin.Constant,
        // Anybody writes these, also where an insider's doing has started the run that reads them.
        TextKind.Title or TextKind.Body or TextKind.CommentText => Origin.Outsider,
        TextKind.Label => Origin.Contributor,
        // These are of whoever made the files, or runs the service, which cannot be told here.
        TextKind.Answer or TextKind.Environment => Origin.Unknown,
        _ when kind.IsOfWorkspace() => Origin.Unknown,
        _ => events.IsEmpty || events.Any(found => EventTable.Of(found.Name).StartedBy is Origin.Outsider or Origin.Caller or Origin.Unknown) ? Origin.Outsider : Origin.Contributor,
    };

    private static Provenance OfInputs(PassedOutput pass, Func<PassedOutput, Provenance>? inputs)
    {
        var made = inputs?.Invoke(pass) ?? Provenance.Unknown;
        return pass.Charset is { } charset ? made with { Charset = Least(made.Charset, charset) } : made;
    }

    private static Charset Least(Charset left, Charset right) => left < right ? left : right;
}
