using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What the actions of the catalogue put into their outputs.</summary>
internal static class KnownOutputs
{
    /// <summary>How the sources start that are commits or branches of somebody's proposal.</summary>
    public const string ProposedCode = "proposed code by ";

    /// <summary>Who controls an output; null where nothing is known of it.</summary>
    /// <param name="action">The action, without its version.</param>
    /// <param name="output">The output.</param>
    /// <param name="events">What starts the run; empty where that is not known.</param>
    /// <param name="isEscaped">Whether the action puts a backslash before what a shell would read as an operator.</param>
    public static Provenance? Of(string action, string output, ImmutableArray<WorkflowEvent> events, bool isEscaped = false)
    {
        if (Catalogue.Find(ComponentKind.Action, action)?.Outputs is not { } outputs)
        {
            return null;
        }

        if (outputs.Proposed.Any(name => Matches(name, output)))
        {
            return Provenance.Constant with { Sources = [$"{ProposedCode}{action}"] };
        }

        if (outputs.Fixed.Any(name => name is not "*" && Matches(name, output)))
        {
            return Provenance.Constant;
        }

        if (outputs.Free.Any(name => Matches(name, output)))
        {
            var isOutsider = events.IsEmpty || events.Any(found => EventTable.Of(found.Name).StartedBy is Origin.Outsider or Origin.Caller or Origin.Unknown);
            return new Provenance(isOutsider ? Origin.Outsider : Origin.Contributor, isEscaped ? Charset.Limited : Charset.Free);
        }

        return outputs.Fixed.Contains("*") ? Provenance.Constant : null;
    }

    /// <summary>Whether a step's action escapes the names that it puts out: it is one that does so from a version on, unless it is told not to.</summary>
    /// <param name="action">The action, without its version.</param>
    /// <param name="version">Its version, as far as it is written.</param>
    /// <param name="input">Gives the value of an input; null where none is given.</param>
    public static bool Escapes(string action, string? version, Func<string, string?> input) =>
        Catalogue.Find(ComponentKind.Action, action)?.Outputs?.Escaped is { } escaped
        && VersionWords.Major(version) >= escaped.Since
        && !string.Equals(input(escaped.Input)?.Trim(), "false", StringComparison.OrdinalIgnoreCase);

    // One star at the start, at the end, or at both.
    private static bool Matches(string pattern, string name)
    {
        var core = pattern.AsSpan().Trim('*');
        return (pattern.StartsWith('*'), pattern.EndsWith('*')) switch
        {
            (true, true) => name.AsSpan().Contains(core, StringComparison.OrdinalIgnoreCase),
            (true, false) => name.AsSpan().EndsWith(core, StringComparison.OrdinalIgnoreCase),
            (false, true) => name.AsSpan().StartsWith(core, StringComparison.OrdinalIgnoreCase),
            _ => pattern.Equals(name, StringComparison.OrdinalIgnoreCase),
        };
    }
}
