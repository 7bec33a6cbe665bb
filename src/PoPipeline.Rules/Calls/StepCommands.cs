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
/// <remarks>Where a matrix decides about them, they are those of all its runs, each once.</remarks>
internal sealed class StepCommands
{
    private readonly Step step;
    private readonly Component? known;
    private readonly string? folder;

    private StepCommands(Step step, Component? known)
    {
        this.step = step;
        this.known = known;
        folder = known?.FolderBy is { } input && Given(input) is [var only] && only.Value.Trim() is { Length: > 0 } named ? named : step.WorkingDirectory?.Value;
    }

    /// <summary>The commands, without those that are run elsewhere.</summary>
    /// <param name="step">The step.</param>
    /// <param name="hasFile">Whether a lock file lies at a path, relative to the root.</param>
    /// <param name="around">What stands around them.</param>
    /// <param name="budget">How much may still be followed for each run of a matrix; beyond it, what a matrix decides is like all else that only the run knows.</param>
    public static IEnumerable<StepCommand> Of(Step step, Func<string, bool> hasFile, Lazy<InstallSurroundings> around, VariantBudget budget)
    {
        var component = step.Uses is { } uses ? Catalogue.Find(uses) : null;
        var variants = VariantsOf(step, component, budget);
        if (variants is [var only])
        {
            return new StepCommands(only, component).All(hasFile, around);
        }

        return variants.SelectMany(variant => new StepCommands(variant, component).All(hasFile, around))
            .DistinctBy(command => (command.Script.Text, command.Script.Span, command.Where, command.Folder, command.Doubt));
    }

    /// <summary>The steps of a job, and one for the component that the job is itself.</summary>
    /// <param name="job">The job.</param>
    public static ImmutableArray<Step> StepsOf(Job job) =>
        job.Calls is { } calls && Catalogue.Find(calls) is { Commands.IsEmpty: false } ? job.Steps.Add(new Step { Key = job.Id, Span = job.Span, Uses = calls, Inputs = job.Inputs }) : job.Steps;

    // The step as it is in each run, where a matrix decides about its folder or its inputs.
    private static List<Step> VariantsOf(Step step, Component? component, VariantBudget budget)
    {
        List<Step> variants = [step];
        if (step.WorkingDirectory is { } written && step.WorkingDirectoryChoices is { IsEmpty: false } folders && budget.Take((long)folders.Length * CommandsOf(step, component)))
        {
            variants = [.. folders.Select(choice => step with { WorkingDirectory = written with { Value = choice } })];
        }

        if (component is null || (component.Commands.IsEmpty && component.Scripts.IsEmpty))
        {
            return variants;
        }

        foreach (var input in step.Inputs)
        {
            if (!input.Choices.IsEmpty && budget.Take((long)variants.Count * input.Choices.Length * CommandsOf(step, component)))
            {
                variants = [.. variants.SelectMany(variant => input.Choices.Distinct(StringComparer.Ordinal).Select(choice => Chosen(variant, input, choice)))];
            }
        }

        return variants;
    }

    private static int CommandsOf(Step step, Component? component)
    {
        var count = 1 + (component?.Commands.Length ?? 0);
        foreach (var script in step.Scripts)
        {
            count += script.Commands.Length;
        }

        return count;
    }

    private static Step Chosen(Step step, Setting input, string choice) => step with
    {
        Inputs = step.Inputs.Replace(input, input with { Value = choice, Interpolations = [], Secrets = [], Choices = [] }, ReferenceEqualityComparer.Instance),
        Scripts = [.. step.Scripts.Select(script => input.Name.Equals(script.Input, StringComparison.OrdinalIgnoreCase) ? new Script { Shell = script.Shell, Text = choice, Span = script.Span, Input = script.Input } : script)],
    };

    // What an input says in a form that is not read may be that it works in another folder.
    private const string AnyFolder = "$";

    private IEnumerable<StepCommand> All(Func<string, bool> hasFile, Lazy<InstallSurroundings> around)
    {
        foreach (var script in step.Scripts)
        {
            var where = WhereOf(script);
            if (where is not CommandPlace.Elsewhere)
            {
                yield return new StepCommand(script, where) { Folder = folder };
            }
        }

        var isLocked = false;
        foreach (var command in known?.Commands ?? [])
        {
            if (command.Where is CommandPlace.Elsewhere || (!command.Locks.IsEmpty && isLocked) || Holds(command, out var doubt) is false || Lies(command, hasFile, ref doubt) is false)
            {
                continue;
            }

            isLocked |= !command.Locks.IsEmpty && doubt is null;
            if (ScriptOf(command.Text, around) is { } script)
            {
                yield return new StepCommand(script, command.Where) { By = script.Span == step.Uses!.Span ? known!.Name : null, Folder = doubt is { KnowsHow: false } ? AnyFolder : folder, Doubt = doubt };
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

    // Whether its inputs say that it is run; null with a doubt where one of them decides and what that says is not known.
    private bool? Holds(ComponentCommand command, out Doubt? doubt)
    {
        doubt = null;
        foreach (var words in command.When)
        {
            var given = Given(words.Input);
            var isOpen = given.Exists(static setting => !setting.Interpolations.IsEmpty || !setting.Secrets.IsEmpty);
            var held = given.Count > 1 || isOpen ? null : words.Hold(given.Count == 0 ? null : given[0].Value);
            if (held is false)
            {
                return false;
            }

            if (held is null)
            {
                doubt ??= new Doubt($"'{words.Input}' decides whether it is run, and {(isOpen ? "its value is only known while the pipeline runs" : "what it says here is not read")}", KnowsHow: isOpen);
            }
        }

        return doubt is null ? true : null;
    }

    private bool? Lies(ComponentCommand command, Func<string, bool> hasFile, ref Doubt? doubt)
    {
        if (command.Locks.IsEmpty)
        {
            return true;
        }

        if (StandingFolder.Below("", folder ?? ".") is not { } at)
        {
            doubt ??= new Doubt($"the lock file in '{WorkspaceRun.Shorten(folder!)}' decides whether it is run, and which folder that is, is only known while the pipeline runs", KnowsHow: true);
            return StandingFolder.LiesElsewhere(folder!) ? false : null;
        }

        foreach (var name in command.Locks)
        {
            if (StandingFolder.Below(at, name) is { } path && hasFile(path))
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
