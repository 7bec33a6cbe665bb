using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>The commands of a step: its own scripts, those that it hands to what it uses, and those that this is known to run by itself.</summary>
internal sealed class StepCommands
{
    private readonly Step step;
    private readonly Component? known;

    /// <summary>Looks at a step.</summary>
    /// <param name="step">The step.</param>
    public StepCommands(Step step)
    {
        this.step = step;
        known = step.Uses is { } uses ? Catalogue.Find(uses) : null;
        Folder = known?.FolderBy is { } input && Given(input) is [var only] && only.Value.Trim() is { Length: > 0 } folder ? folder : step.WorkingDirectory?.Value;
    }

    /// <summary>The folder that they start in, as written; null for the workspace itself.</summary>
    public string? Folder { get; }

    /// <summary>The steps of a job, and one for the component that the job is itself.</summary>
    /// <param name="job">The job.</param>
    public static ImmutableArray<Step> StepsOf(Job job) =>
        job.Calls is { } calls && Catalogue.Find(calls) is { Commands.IsEmpty: false } ? job.Steps.Add(new Step { Key = job.Id, Span = job.Span, Uses = calls, Inputs = job.Inputs }) : job.Steps;

    /// <summary>The commands, without those that are run elsewhere.</summary>
    /// <param name="hasFile">Whether a lock file lies at a path, relative to the root.</param>
    /// <param name="around">What stands around them.</param>
    public IEnumerable<StepCommand> All(Func<string, bool> hasFile, Lazy<InstallSurroundings> around)
    {
        foreach (var script in step.Scripts)
        {
            var where = WhereOf(script);
            if (where is not CommandPlace.Elsewhere)
            {
                yield return new StepCommand(script, where);
            }
        }

        var isLocked = false;
        foreach (var command in known?.Commands ?? [])
        {
            if (command.Where is CommandPlace.Elsewhere || !Holds(command) || (!command.Locks.IsEmpty && (isLocked || !Lies(command, hasFile))))
            {
                continue;
            }

            isLocked |= !command.Locks.IsEmpty;
            if (ScriptOf(command.Text, around) is { } script)
            {
                yield return new StepCommand(script, command.Where) { By = script.Span == step.Uses!.Span ? known!.Name : null };
            }
        }
    }

    private CommandPlace WhereOf(Script script)
    {
        foreach (var input in known?.Scripts ?? [])
        {
            if (input.Input.Equals(script.Input, StringComparison.OrdinalIgnoreCase))
            {
                return input.Where;
            }
        }

        return CommandPlace.Here;
    }

    private bool Holds(ComponentCommand command)
    {
        foreach (var words in command.When)
        {
            var given = Given(words.Input);
            if (given.Count > 1 || !words.Hold(given.Count == 0 ? null : given[0].Value))
            {
                return false;
            }
        }

        return true;
    }

    private bool Lies(ComponentCommand command, Func<string, bool> hasFile)
    {
        var folder = StandingFolder.Below("", Folder ?? ".");
        foreach (var name in command.Locks)
        {
            if (StandingFolder.Below(folder, name) is { } path && hasFile(path))
            {
                return true;
            }
        }

        return false;
    }

    // A list is handed as several of one name.
    private List<Setting> Given(string input)
    {
        var all = new List<Setting>();
        foreach (var setting in step.Inputs)
        {
            if (setting.Name.Equals(input, StringComparison.OrdinalIgnoreCase))
            {
                all.Add(setting);
            }
        }

        return all;
    }

    // Null where what it needs is not given.
    private Script? ScriptOf(string template, Lazy<InstallSurroundings> around)
    {
        var text = new StringBuilder();
        var pasted = ImmutableArray.CreateBuilder<Interpolation>();
        Place? place = null;
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                text.Append(template, at, template.Length - at);
                break;
            }

            text.Append(template, at, open - at);
            at = close + 1;
            var hole = template[(open + 1)..close];
            var mark = hole.IndexOfAny(['?', '=']);
            var name = mark < 0 ? hole : hole[..mark];
            var before = text.Length;
            if (name[0] is '$')
            {
                if (around.Value.Variables.GetValueOrDefault(name[1..]) is { Value.Length: > 0 } variable)
                {
                    text.Append(variable.Value);
                    place ??= variable.Span;
                }
            }
            else
            {
                place ??= Fill(text, pasted, name);
            }

            if (text.Length == before)
            {
                if (mark < 0)
                {
                    return null;
                }

                text.Append(hole, mark + 1, hole.Length - mark - 1);
            }
        }

        // What no shell reads is one command, on however many lines it stands.
        if (!template.StartsWith("{$", StringComparison.Ordinal))
        {
            text.Replace('\n', ' ').Replace('\r', ' ');
        }

        return new Script { Shell = ShellKind.Posix, Text = text.ToString(), Span = place ?? step.Uses!.Span, Interpolations = pasted.DrainToImmutable() };
    }

    private Place? Fill(StringBuilder text, ImmutableArray<Interpolation>.Builder pasted, string input)
    {
        Place? place = null;
        foreach (var setting in Given(input))
        {
            if (setting.Value.AsSpan().Trim().IsEmpty)
            {
                continue;
            }

            if (place is not null)
            {
                text.Append(' ');
            }

            foreach (var interpolation in setting.Interpolations)
            {
                pasted.Add(interpolation with { Offset = interpolation.Offset + text.Length });
            }

            text.Append(setting.Value);
            place ??= setting.Span;
        }

        return place;
    }
}
