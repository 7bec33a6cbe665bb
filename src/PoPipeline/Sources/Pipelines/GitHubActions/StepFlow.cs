using System.Buffers;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Follows the texts through the script of a step: says what is pasted into it and what it starts with.</summary>
internal static class StepFlow
{
    /// <summary>Whether a script may set variables of the steps behind it.</summary>
    public static bool MayWriteVariables(string script) =>
        script.Contains("GITHUB_ENV", StringComparison.OrdinalIgnoreCase) || script.Contains("::set-env", StringComparison.Ordinal) || script.Contains("exportVariable", StringComparison.Ordinal);

    /// <summary>What a step runs as a program: its script, or the input that the action it uses runs; null where it runs none.</summary>
    /// <param name="step">The step.</param>
    public static StepProgram? ProgramOf(YamlMapping step)
    {
        if (step.Scalar("run") is { } run)
        {
            return new StepProgram(run, step.Scalar("shell")?.Value is { } shell && ShellNames.KindOf(shell) is var named and not ShellKind.Unknown ? named : ShellKind.Posix);
        }

        if (step.Scalar("uses")?.Value is not { } uses || step.Mapping("with") is not { } with)
        {
            return null;
        }

        var input = Catalogue.Find(ComponentKind.Action, ReferenceReader.NameOf(uses))?.Scripts.FirstOrDefault(script => script.Shell is ShellKind.JavaScript);
        return input is not null && with.Input(input.Input) is { } text ? new StepProgram(text, input.Shell) : null;
    }

    /// <summary>What the script does with the texts that it gets.</summary>
    /// <param name="program">The script as it stands in the step.</param>
    /// <param name="script">The script, where it has been read; null where it has not.</param>
    /// <param name="scope">What is known where it stands.</param>
    /// <param name="surroundings">What came before it in its job.</param>
    public static ScriptFlow Of(StepProgram program, Script? script, OriginScope scope, StepSurroundings surroundings)
    {
        var start = new FlowStart
        {
            Variable = name => VariableOf(name, scope),
            Event = path => EventOf(path, scope),
            File = surroundings.FileOf,
            Answer = command => AnswerOf(command, scope, surroundings),
        };
        if (script is not null)
        {
            return ScriptFlow.Of(script, start);
        }

        var (run, kind) = program;
        var expressions = ExpressionScanner.Scan(run.Value);
        var commands = ShellReader.Read(kind, run.Value, [.. expressions.Select(found => new PastedSpan(found.Offset, found.Length))]);
        return ScriptFlow.Of(kind, run.Value, commands, [.. expressions.Select(found => new PastedText(found.Offset, found.Text, TextOrigins.Of(found.Root, scope)))], run.PlaceOf, start);
    }

    /// <summary>Whether a script may do something with a text that somebody else controls, so that it is worth following.</summary>
    /// <param name="script">The script.</param>
    /// <param name="foreign">The variables that hold such a text.</param>
    /// <param name="hasFiles">Whether files that somebody else controls lie in the workspace.</param>
    public static bool IsWorthFollowing(Script script, IEnumerable<string> foreign, Func<bool> hasFiles) =>
        script.Interpolations.Any(pasted => pasted.Provenance.IsForeign)
        || script.Text.AsSpan().ContainsAny(Sources)
        || (script.Text.AsSpan().ContainsAny(Tellers) && (script.Text.AsSpan().ContainsAny(Uses) || Agents.MayBeIn(script.Text)))
        || foreign.Any(name => script.Text.Contains(name, StringComparison.OrdinalIgnoreCase))
        || ((script.Text.AsSpan().ContainsAny(Uses) || Agents.MayBeIn(script.Text)) && hasFiles());

    /// <summary>Whether a script may write to a file what somebody else controls.</summary>
    /// <param name="script">The script.</param>
    /// <param name="foreign">The variables that hold such a text.</param>
    public static bool MayWriteFiles(string script, IEnumerable<string> foreign) =>
        (script.Contains('>', StringComparison.Ordinal) || script.Contains("tee ", StringComparison.Ordinal) || script.Contains("-File", StringComparison.Ordinal))
        && (script.Contains("${{", StringComparison.Ordinal) || script.AsSpan().ContainsAny(Sources) || script.AsSpan().ContainsAny(Tellers) || foreign.Any(name => script.Contains(name, StringComparison.OrdinalIgnoreCase)));

    private static readonly SearchValues<string> Sources = SearchValues.Create(["EVENT_PATH", "context.payload", "github.rest", "octokit", "GITHUB_HEAD_REF", "GITHUB_REF_NAME", "GITHUB_BASE_REF"], StringComparison.OrdinalIgnoreCase);

    // Most scripts call git; few of them make more of its answers than data.
    private static readonly SearchValues<string> Tellers = SearchValues.Create(["gh ", "git ", "curl ", "glab ", "hub "], StringComparison.Ordinal);
    private static readonly SearchValues<string> Uses = SearchValues.Create(["GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "eval ", "xargs", " -c ", "| sh", "| bash", "bash <", "sh <", "Invoke-Expression", "iex "], StringComparison.OrdinalIgnoreCase);

    // GITHUB_HEAD_REF is github.head_ref, and so on.
    private static Provenance? VariableOf(string name, OriginScope scope)
    {
        const string Prefix = "GITHUB_";
        return scope.Variable(name)
            ?? (name.StartsWith(Prefix, StringComparison.Ordinal) && ExpressionParser.Parse($"github.{name[Prefix.Length..].ToLowerInvariant()}").Root is { } context
                ? TextOrigins.Of(context, scope)
                : null);
    }

    // What git tells of is the code that lies there; what the forge tells of is whoever's it is about.
    private static Provenance? AnswerOf(Command command, OriginScope scope, StepSurroundings surroundings)
    {
        if (CommandAnswers.Of(command.Name, [.. command.Words.Skip(1).Select(word => word.Text)]) is not { } kind)
        {
            return null;
        }

        // The head of a proposal: a harmless text that names an outsider's code.
        if (command.Name is "gh" or "curl" or "glab" or "hub" && command.Words.Any(word => ProposedCode.IsAskedForIn(word.Text)))
        {
            var named = kind is TextKind.Fixed ? Provenance.Constant : new Provenance(Origin.Outsider, kind.Freedom()) { Sources = [kind.Word()], IsOneWord = kind is TextKind.Branch };
            return named with { Sources = [.. named.Sources, $"{Provenance.ProposedCode}{command.Name}"] };
        }

        // An answer of the forge may be about any repository.
        var origin = command.Name is not "git" ? KnownOutputs.OriginOf(kind, scope.Events) is var of && kind is TextKind.ApiAnswer && of is Origin.Contributor ? Origin.Unknown : of
            : kind is TextKind.Fixed ? Origin.Constant
            : surroundings.HoldsForeignCode || command.Words.Any(word => NamesProposal(word.Text, scope)) || CheckoutReader.OfEventIn(scope.Events) is Origin.Outsider ? Origin.Outsider
            : Origin.Contributor;
        return new Provenance(origin, kind.Freedom()) { Sources = [kind.Word()], IsOneWord = kind is TextKind.Branch };
    }

    // git log $HEAD_SHA, with the head of a proposal pasted or in a variable.
    private static bool NamesProposal(string word, OriginScope scope) =>
        ProposedCode.IsNamedBy(word) || (word.StartsWith('$') && scope.Variable(word.Trim('$', '{', '}'))?.Sources.Any(ProposedCode.IsNamedBy) == true);

    private static Provenance? EventOf(string path, OriginScope scope)
    {
        var text = path.Length == 0 ? "github.event" : $"github.event.{path}";
        return ExpressionParser.Parse(text).Root is { } root ? TextOrigins.Of(root, scope) : TextOrigins.Of(ExpressionParser.Parse("github.event").Root, scope);
    }
}

/// <summary>What a step runs as a program.</summary>
/// <param name="Text">The text.</param>
/// <param name="Shell">The language.</param>
internal readonly record struct StepProgram(YamlScalar Text, ShellKind Shell);
