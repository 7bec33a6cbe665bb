using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3215: what a security check finds stops the pipeline, or is kept where somebody decides about it.</summary>
public sealed class PO3215KeepSecurityChecksBlocking : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "The failure of a security check fails the pipeline, unless its results are published for somebody to decide about.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [778];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline runs a security check that is known.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.AllSteps().Any(entry => ToolsOf(entry.Step).Any());

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        from job in pipeline.Jobs
        let followed = new Lazy<FollowUps>(() => new FollowUps(job))
        from entry in pipeline.StepsOf(job)
        from weakness in WeaknessesOf(job, entry.Step)
        where !followed.Value.Include(entry.Step, entry.Index)
        select new Finding
        {
            Message = $"The security check '{weakness.Tool.Name}' cannot fail the pipeline: {weakness.Why}. What it finds is passed over, while everybody believes that it was checked. "
                + "Let it fail, or publish its results where somebody decides about them, and record an exception where a finding is accepted.",
            Subject = $"{pipeline.SubjectOf(job, entry.Step)}/{weakness.Tool.Name}",
            Place = weakness.Place,
            Related = entry.Step.Span.Contains(weakness.Place) ? [] : [new RelatedPlace(entry.Step.Span, "the check that cannot fail")],
        };

    private static IEnumerable<SecurityTool> ToolsOf(Step step) =>
        (step.Uses is { } uses && SecurityTools.Of(uses) is { } used ? new[] { used } : [])
        .Concat(step.Scripts.SelectMany(script => script.Commands).Select(SecurityTools.Of).OfType<SecurityTool>())
        .Where(tool => tool.IsCheck);

    private sealed record Weakness(SecurityTool Tool, string Why, Place Place);

    private static IEnumerable<Weakness> WeaknessesOf(Job job, Step step)
    {
        var tool = ToolsOf(step).FirstOrDefault();
        if (tool is null)
        {
            return [];
        }

        if (step.ContinueOnError is { Value: "true" } own)
        {
            return [new Weakness(tool, "its step goes on after an error", own.Span)];
        }

        if (job.ContinueOnError is { Value: "true" } whole)
        {
            return [new Weakness(tool, $"its job '{job.Id}' goes on after an error", whole.Span)];
        }

        return SoftInputs(step).Concat(SoftCommands(step)).Take(1);
    }

    private static IEnumerable<Weakness> SoftInputs(Step step) =>
        from tool in step.Uses is { } uses && SecurityTools.Of(uses) is { IsCheck: true } known ? new[] { known } : []
        from soft in tool.SoftInputs
        from input in step.Inputs
        where input.Name.Equals(soft.Name, StringComparison.OrdinalIgnoreCase) && input.Value.Trim().Equals(soft.Value, StringComparison.OrdinalIgnoreCase)
        select new Weakness(tool, $"'{input.Name}: {input.Value.Trim()}' makes it succeed whatever it finds", input.Span);

    private static IEnumerable<Weakness> SoftCommands(Step step) =>
        from script in step.Scripts
        where !script.Commands.Any(command => command.Words.Any(word => word.Text is "fix" or "--fix"))
        let judging = LastJudging(script)
        from entry in script.Commands.Select((command, index) => new { Command = command, Index = index })
        let tool = SecurityTools.Of(entry.Command)
        where tool is { IsCheck: true }
        let why = WhySoft(script, entry.Command, judging > entry.Index, tool)
        where why is not null
        select new Weakness(tool, why, script.PlaceOf(entry.Command.Offset, entry.Command.Length));

    private static string? WhySoft(Script script, Command command, bool judgesLater, SecurityTool tool)
    {
        var option = tool.SoftOptions.FirstOrDefault(option => HasOption(command, option));
        if (option is not null)
        {
            return $"'{option}' makes it succeed whatever it finds";
        }

        return command.OnFailure is { } next && !judgesLater && (script.Commands[next].Name is "true" or ":" || (script.Commands[next].Name is "exit" && script.Commands[next].Words is [_, { Text: "0" }]))
            ? $"'|| {script.Commands[next].Words[0].Text}' swallows its failure"
            : null;
    }

    // A script that ends itself later looks at the results in a way of its own.
    private static int LastJudging(Script script)
    {
        var last = script.Commands.Length - 1;
        while (last >= 0 && !(script.Commands[last].Name is "exit" && script.Commands[last].Words is [_, { Text: not "0" }, ..]))
        {
            last--;
        }

        return last;
    }

    private static bool HasOption(Command command, string option)
    {
        var words = option.Split(' ');
        return words.Length == 1
            ? command.Words.Skip(1).Any(word => word.Text == option)
            : command.ValuesOf(words[0]).Any(word => word.Text == words[1]) || command.Words.Any(word => word.Text == $"{words[0]}={words[1]}");
    }

    private static bool Publishes(Step step) =>
        (step.Uses is { } uses && Catalogue.Find(uses) is { PublishesResults: true })
        || step.Scripts.Any(script => script.Commands.Any(command => command.Words.Any(word =>
            SecurityTools.PublishingAddresses.Any(address => word.Text.Contains(address, StringComparison.Ordinal)))));

    private static IEnumerable<string> StepsAskedForBy(Step step) =>
        (step.Condition?.Steps ?? [])
        .Concat(step.Scripts.SelectMany(script => script.Interpolations)
            .Concat(step.Variables.Concat(step.Inputs).SelectMany(setting => setting.Interpolations))
            .SelectMany(interpolation => interpolation.Steps));

    // Results that are published, or that a later step asks for, are looked at elsewhere. What was seen last is behind everything before it.
    private sealed class FollowUps
    {
        private readonly int published = -1;
        private readonly Dictionary<SecurityTool, int> blocking = [];
        private readonly Dictionary<string, int> mentioned = new(StringComparer.OrdinalIgnoreCase);

        public FollowUps(Job job)
        {
            foreach (var (index, step) in job.Steps.Index())
            {
                published = Publishes(step) ? index : published;
                foreach (var tool in step.ContinueOnError is null ? ToolsOf(step) : [])
                {
                    blocking[tool] = index;
                }

                foreach (var id in StepsAskedForBy(step))
                {
                    mentioned[id] = index;
                }
            }
        }

        public bool Include(Step step, int index) =>
            published > index
            || ToolsOf(step).Any(tool => blocking.GetValueOrDefault(tool, -1) > index)
            || (step.Id is { } id && mentioned.GetValueOrDefault(id.Value, -1) > index);
    }
}
