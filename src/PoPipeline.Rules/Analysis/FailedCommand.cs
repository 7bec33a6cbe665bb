using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells whether a script fails where one of its commands does: it goes through what comes behind that, as the shell would.</summary>
internal sealed class FailedCommand
{
    // Texts in texts, and functions that call others.
    private const int Deepest = 8;

    // Each step of one goes through the script once; nobody writes so much behind a check.
    private const int MostLooks = 2_000;

    private const string GoesOn = "the script goes on after it fails";

    private readonly ImmutableArray<Command> commands;
    private readonly ScriptStart start;
    private readonly ScriptFacts facts;
    private int depth;
    private int looks;

    private FailedCommand(Script script, ScriptStart start)
    {
        this.start = start;
        facts = ScriptFacts.Of(script);
        commands = script.Commands;
    }

    /// <summary>Whether the failure of a command fails the step whose script it stands in, and why it does not, or may not.</summary>
    /// <param name="step">The step.</param>
    /// <param name="script">The script.</param>
    /// <param name="index">Which of its commands it is.</param>
    public static Fate Of(Step step, Script script, int index)
    {
        // A step may be made of several texts that are one program.
        var options = script.Starts;
        foreach (var before in step.Scripts.TakeWhile(one => !ReferenceEquals(one, script)))
        {
            foreach (var command in before.Commands)
            {
                options = command is { Inside: null, InSubshell: false } && command.Branches.IsEmpty ? ShellStart.Behind(options, command) : options;
            }
        }

        return script.Shell switch
        {
            ShellKind.PowerShell => OtherShells.PowerShell(script, index),
            ShellKind.Cmd => OtherShells.Cmd(script, index),
            _ => new FailedCommand(script, options).Fail(index),
        };
    }

    // The command fails: what becomes of the whole.
    private Fate Fail(int index)
    {
        if (++depth > Deepest)
        {
            return Fate.Unknown("what comes behind it decides what becomes of its failure");
        }

        var command = commands[index];
        if (command.InBackground)
        {
            var waits = Later(index).Any(other => commands[other].Name is "wait" && commands[other].Words.Length > 1);
            return waits ? Fate.Unknown("'wait' decides what becomes of its failure") : Fate.No("it runs in the background, and nothing waits for how it ends");
        }

        var last = index;
        while (commands[last].PipedTo is { } next && next > last)
        {
            last = next;
        }

        if (last == index)
        {
            return Go(index, index, Status.Failed, GoesOn);
        }

        if ((OptionsAt(index) & ScriptStart.PipesFail) is not ScriptStart.None)
        {
            return Go(index, last, Status.Failed, GoesOn);
        }

        var reader = commands[last].Name;
        return Later(last).Any(other => Mentions(commands[other], "PIPESTATUS"))
            ? Fate.Unknown("'PIPESTATUS' decides what becomes of its failure")
            : ShellWords.PassesOn(commands[last]) ? Go(index, last, Status.Ok, $"the pipe to '{reader}' swallows its failure without 'pipefail'")
            : Fate.Unknown($"what '{(reader.Length == 0 ? commands[last].Words is [{ Text: var text }, ..] ? text : "the pipe" : reader)}' makes of its output decides, without 'pipefail'");
    }

    // The command that 'last' ends has ended; what comes behind it is gone through.
    private Fate Go(int index, int last, Status status, string swallowed)
    {
        var walk = new Walk(this, index, last, status);
        var fate = walk.Run(swallowed);
        return fate.Blocks is Blocking.Yes ? Outside(index) : fate;
    }

    // What holds the commands of a substitution, a text or a function fails with them.
    private Fate Outside(int index)
    {
        var command = commands[index];
        if (FunctionOf(command) is { } function)
        {
            var name = commands[function].Words[0].Text;
            var fates = Enumerable.Range(0, commands.Length).Where(other => commands[other].Name == name && FunctionOf(commands[other]) != function).Take(Deepest).Select(Fail).ToList();
            return fates.Count == 0 || fates.Exists(fate => fate.Blocks is Blocking.Yes) ? Fate.Yes : fates.Find(fate => fate.Blocks is Blocking.Unknown) ?? fates[0];
        }

        if (command.Inside is not { } holder)
        {
            return Fate.Yes;
        }

        return command.Nesting switch
        {
            Nesting.Text => Fail(holder),
            Nesting.Started when StartedCommands.FailsWith(commands[holder], command) => Fail(holder),
            Nesting.Started => Go(holder, holder, Status.Ok, $"'{commands[holder].Name}' swallows its failure"),
            Nesting.Substitution when commands[holder].Words.IsEmpty => Fail(holder),
            Nesting.Substitution when ShellWords.AlwaysSucceeds(commands[holder]) => Go(holder, holder, Status.Ok, $"'{commands[holder].Name}' swallows its failure"),
            _ => Fate.Unknown($"what '{commands[holder].Name}' makes of its output decides"),
        };
    }

    private int? FunctionOf(Command command)
    {
        for (var at = command.Branches.Length - 1; at >= 0; at--)
        {
            if (commands[command.Branches[at].Condition].Name is "function")
            {
                return command.Branches[at].Condition;
            }
        }

        return null;
    }

    private IEnumerable<int> Later(int index) => Enumerable.Range(index + 1, commands.Length - index - 1).Where(other => commands[other].Inside == commands[index].Inside);

    private static bool Mentions(Command command, string text) =>
        command.Words.Any(word => word.Text.Contains(text, StringComparison.Ordinal)) || command.Assignments.Any(word => word.Text.Contains(text, StringComparison.Ordinal));

    // The options of the shell where a command stands.
    private ScriptStart OptionsAt(int index)
    {
        var command = commands[index];
        var options = command.Inside is not { } holder ? start
            : command.Nesting is Nesting.Text ? (commands[holder].Name is "eval" ? OptionsAt(holder) : ShellWords.StartOf(commands[holder]))
            : OptionsAt(holder) & ~ScriptStart.StopsAtError;
        foreach (var before in facts.Options)
        {
            var other = commands[before];
            if (before < index && other.Inside == command.Inside && (!other.InSubshell || command.InSubshell) && other.Branches.All(branch => command.Branches.Contains(branch)))
            {
                options = ShellStart.Behind(options, other);
            }
        }

        return options;
    }

    /// <summary>How a command ended.</summary>
    private enum Status
    {
        /// <summary>Well.</summary>
        Ok,

        /// <summary>Not well.</summary>
        Failed,

        /// <summary>The one or the other, by what the check found.</summary>
        Maybe,

        /// <summary>The one or the other, whatever the check found.</summary>
        Other,
    }

    // One way through a list of commands, from one that failed on.
    private sealed class Walk
    {
        private readonly FailedCommand whole;
        private readonly ImmutableArray<Command> commands;
        private readonly int index;
        private readonly int last;
        private readonly Dictionary<int, Status> after = [];
        private readonly Dictionary<string, Status> variables = new(StringComparer.Ordinal);
        private readonly HashSet<string> files;
        private readonly int? function;
        private Status status;
        private string? maybe;

        public Walk(FailedCommand whole, int index, int last, Status status)
        {
            this.whole = whole;
            this.index = index;
            this.last = last;
            this.status = status;
            commands = whole.commands;
            function = whole.FunctionOf(commands[index]);
            files = [.. ReportFiles.Of(commands[index]), .. ReportFiles.Of(commands[last])];
        }

        public Fate Run(string swallowed)
        {
            status = commands[last].Negated ? Turned(status) : status;
            after[last] = status;
            var options = whole.OptionsAt(index);
            if (status is Status.Failed && (options & ScriptStart.StopsAtError) is not ScriptStart.None && !IsGuarded(last) && !IsGuarded(index))
            {
                return Fate.Yes;
            }

            var reason = swallowed;
            for (var at = last + 1; at < commands.Length; at++)
            {
                if (++whole.looks > MostLooks)
                {
                    return Fate.Unknown("what comes behind it decides what becomes of its failure");
                }

                var command = commands[at];
                if (command.Inside != commands[index].Inside || whole.FunctionOf(command) != function)
                {
                    continue;
                }

                var runs = Runs(command);
                if (runs is null && IsLeftOut(command))
                {
                    after[at] = status;
                    continue;
                }

                if (runs is false)
                {
                    // Where no part of a choice is taken, the whole has ended well.
                    status = command.Branches is [.., { IsLink: false, Condition: var decided }] && decided >= index ? Status.Ok : status;
                    after[at] = status;
                    continue;
                }

                if (command.Name is "exit" || (command.Name is "return" && function is not null))
                {
                    var code = CodeOf(command);
                    if (runs is true && !command.InSubshell)
                    {
                        return code switch
                        {
                            Status.Failed => Fate.Yes,
                            Status.Ok => Fate.No(Because(reason, command, at)),
                            _ => Fate.Unknown($"'{Written(command)}' decides what becomes of its failure"),
                        };
                    }

                    var stops = (options & ScriptStart.StopsAtError) is not ScriptStart.None && !IsGuarded(at);
                    if (runs is true && code is Status.Failed && stops)
                    {
                        return Fate.Yes;
                    }

                    maybe ??= code is Status.Ok || (runs is true && !stops) ? null : $"'{Written(command)}' decides what becomes of its failure";
                    status = runs is true ? code : Joined(status, code);
                    after[at] = status;
                    continue;
                }

                options = runs is true ? ShellStart.Behind(options, command) : options;
                var ended = Ended(command, at, runs is true);
                if (at == commands[last].OnFailure && swallowed is GoesOn)
                {
                    reason = $"'|| {Written(command)}' swallows its failure";
                }

                status = runs is true ? (ended is Status.Other ? Status.Ok : ended) : Joined(status, ended is Status.Other ? Status.Ok : ended);
                after[at] = ended is Status.Other ? Status.Other : status;
                if ((options & ScriptStart.StopsAtError) is not ScriptStart.None && !IsGuarded(at))
                {
                    if (runs is true && ended is Status.Failed)
                    {
                        return Fate.Yes;
                    }

                    maybe ??= ended is Status.Maybe or Status.Failed ? $"how '{Written(command)}' ends decides what becomes of its failure" : null;
                }
            }

            return maybe is not null ? Fate.Unknown(maybe)
                : status switch
                {
                    Status.Failed => Fate.Yes,
                    Status.Maybe => Fate.Unknown("what comes behind it decides what becomes of its failure"),
                    _ => Fate.No(reason),
                };
        }

        private string Because(string reason, Command command, int at) =>
            at == commands[last].OnFailure ? $"'|| {Written(command)}' swallows its failure"
            : reason is GoesOn ? $"{GoesOn}, and ends with '{Written(command)}'" : reason;

        private static string Written(Command command)
        {
            const int Longest = 30;
            var text = string.Join(' ', command.Words.Take(command.Name is "exit" or "return" ? 2 : 1).Concat(command.Words.IsEmpty ? command.Assignments.Take(1) : []).Select(word => word.Text));
            return text.Length > Longest ? $"{text[..Longest]}…" : text;
        }

        // Whether the shell does not stop where a command fails: something asks how it ended.
        private bool IsGuarded(int at) => commands[at].Negated || commands[at].OnFailure is not null || whole.facts.IsAsked(at);

        // Whether it runs, as far as the failure decides that; null where that is not known.
        private bool? Runs(Command command)
        {
            bool? runs = true;
            for (var at = 0; at < command.Branches.Length; at++)
            {
                var branch = command.Branches[at];

                // In a list the last part before it says what the whole has come to.
                if (branch.IsLink && !branch.IsOfGroup && at + 1 < command.Branches.Length && command.Branches[at + 1].IsLink)
                {
                    continue;
                }

                var holds = Holds(branch);
                if (holds is false)
                {
                    return false;
                }

                runs = holds is null ? null : runs;
            }

            return runs;
        }

        private bool? Holds(Branch branch)
        {
            if (branch.Condition >= index)
            {
                return after.TryGetValue(branch.Condition, out var ended) ? ended switch { Status.Ok => branch.When, Status.Failed => !branch.When, _ => null } : branch.Condition > last ? null : Holds(branch with { Condition = last });
            }

            // What decided about the check has decided already.
            foreach (var own in commands[index].Branches)
            {
                if (own.Condition == branch.Condition)
                {
                    return own.When == branch.When && own.Pattern == branch.Pattern;
                }
            }

            return commands[branch.Condition].Name is "for" or "while" or "until" ? true : null;
        }

        // What runs or not whatever the check found says nothing of it.
        private bool IsLeftOut(Command command)
        {
            foreach (var branch in command.Branches)
            {
                if (branch.Condition < index ? Holds(branch) is null : after.TryGetValue(branch.Condition, out var ended) && ended is Status.Other)
                {
                    return true;
                }
            }

            return false;
        }

        private Status CodeOf(Command command)
        {
            if (command.Words.Length < 2)
            {
                return status;
            }

            var word = command.Words[1].Text;
            return int.TryParse(word, out var code) ? (code == 0 ? Status.Ok : Status.Failed) : ValueOf(word) ?? Status.Maybe;
        }

        // What a text says of how the check ended: '$?', or a variable that was set by it.
        private Status? ValueOf(string text)
        {
            if (text is "$?" or "${?}")
            {
                return status;
            }

            var name = text is ['$', '{', .., '}'] ? text[2..^1] : text is ['$', ..] ? text[1..] : "";
            var end = name.IndexOf(':', StringComparison.Ordinal);
            return variables.TryGetValue(end < 0 ? name : name[..end], out var value) ? value : null;
        }

        private Status Ended(Command command, int at, bool surely)
        {
            Assign(command, surely);
            var isConsequence = IsConsequence(command);
            var ended = command.Name switch
            {
                "" when command.Words.IsEmpty => Status.Ok,
                "false" => Status.Failed,
                "[" or "test" or "[[" => Tested(command),
                _ when ShellWords.AlwaysSucceeds(command) => Status.Ok,
                _ when whole.facts.Function(command.Name) is { } called => OfFunction(called),
                _ when Reads(command) => Status.Maybe,
                _ when isConsequence => Status.Maybe,
                _ when IsGuarded(at) => ShellWords.Reads(command) ? Status.Maybe : Status.Other,
                _ => Status.Ok,
            };
            if (isConsequence)
            {
                files.UnionWith(ReportFiles.Of(command));
            }

            return command.Negated ? Turned(ended) : ended;
        }

        private void Assign(Command command, bool surely)
        {
            var words = command.Words.IsEmpty ? command.Assignments : command.Name is "export" or "local" or "declare" or "readonly" or "typeset" ? command.Words : [];
            foreach (var word in words)
            {
                var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0)
                {
                    continue;
                }

                var (name, value) = (word.Text[..equals].TrimEnd('+'), word.Text[(equals + 1)..]);
                var known = ValueOf(value) ?? (IsConsequence(command) ? int.TryParse(value, out var number) ? number == 0 ? Status.Ok : Status.Failed : Status.Maybe
                    : value.AsSpan().ContainsAny('$', '`') ? Status.Maybe : null);
                if (known is null)
                {
                    _ = surely && variables.Remove(name);
                }
                else
                {
                    variables[name] = surely ? known.Value : Status.Maybe;
                }
            }
        }

        // Whether it runs because of how the check ended.
        private bool IsConsequence(Command command)
        {
            foreach (var branch in command.Branches)
            {
                if (branch.Condition >= index && !(after.TryGetValue(branch.Condition, out var ended) && ended is Status.Other))
                {
                    return true;
                }
            }

            return false;
        }

        private Status Tested(Command command)
        {
            var words = command.Words;
            for (var at = 1; at < words.Length; at++)
            {
                if (ValueOf(words[at].Text) is not { } value)
                {
                    continue;
                }

                if (value is Status.Maybe or Status.Other || at + 2 >= words.Length || words[at + 2].Text is not "0" || (at + 3 < words.Length && words[at + 3].Text is not ("]" or "]]")))
                {
                    return Status.Maybe;
                }

                return words[at + 1].Text switch
                {
                    "-ne" or "-gt" or "!=" => value is Status.Failed ? Status.Ok : Status.Failed,
                    "-eq" or "==" or "=" => value is Status.Failed ? Status.Failed : Status.Ok,
                    _ => Status.Maybe,
                };
            }

            return Reads(command) || words.Any(word => word.Text is "-f" or "-s" or "-e" || word.Text.Contains("$(", StringComparison.Ordinal) || variables.Keys.Any(name => word.Text.Contains($"${name}", StringComparison.Ordinal) || word.Text.Contains(string.Concat("${", name), StringComparison.Ordinal))) ? Status.Maybe : Status.Other;
        }

        private bool Reads(Command command) => files.Count > 0 && command.Words.Concat(command.InputFiles).Any(word => files.Any(file => word.Text.Contains(file, StringComparison.Ordinal)));

        // A function that ends the script ends it; one that may, may.
        private Status OfFunction(int called) => whole.facts.EndsAs(called) is true ? Status.Failed : Status.Maybe;

        private static Status Turned(Status status) => status switch { Status.Ok => Status.Failed, Status.Failed => Status.Ok, _ => status };

        private static Status Joined(Status one, Status other) => one == other ? one : Status.Maybe;
    }
}
