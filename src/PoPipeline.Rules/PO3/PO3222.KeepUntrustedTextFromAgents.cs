using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3222: nobody from outside tells an agent what to do with the repository's rights.</summary>
public sealed class PO3222KeepUntrustedTextFromAgents : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No agent that has secrets or a token that can write is told what to do by a text that an outsider wrote.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [1427];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).RunsOwnCode;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline runs an agent that is known.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.AllSteps().Any(entry => RunsAgent(entry.Step));

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var all = CallGraph.Of(snapshot).ExposuresOf(pipeline);
        var runs = ForeignRuns.Of(snapshot);
        return from job in pipeline.Jobs
               where job.Steps.Any(RunsAgent)
               let exposures = Exposure.Of(pipeline, job, all)
               let hurdles = pipeline.HurdlesOf(job)
               from entry in pipeline.StepsOf(job)
               where hurdles[entry.Index] is not Hurdle.Firm
               from told in Told(entry).Where(told => runs.MayHaveMade(told.Value)).DistinctBy(told => told.Subject)
               let started = Exposure.Of(entry.Step, exposures)
               let filling = Exposure.Filling(started, told.Value.Sources)
               let finding = !started.IsEmpty && !told.Value.IsOnlyMade && filling.All(exposure => exposure.Trigger is { IsCall: true, Privileged: false }) ? Waiting(entry, told) : Judge(entry, told, filling, hurdles[entry.Index])
               where finding is not null
               select finding;
    }

    private static bool RunsAgent(Step step) =>
        (step.Uses is { } uses && Agents.Of(uses) is not null)
        || step.Scripts.Any(script => Agents.MayBeIn(script.Text) && script.Commands.Any(Agents.IsOne));

    private static IEnumerable<Instruction> Told(PlacedStep entry)
    {
        var ofAction = entry.Step.Uses is { } uses && Agents.Of(uses) is { } agent ? OfAction(entry, uses, agent) : [];
        return ofAction.Concat(
            from script in entry.Step.Scripts
            from sink in script.Sinks
            where sink.Kind is SinkKind.Prompt && IsAnybodys(sink.Value)
            select new Instruction(sink.Program, sink.Text, sink.Value, sink.Place, $"{script.Input ?? "script"}/{sink.Text}"));
    }

    private static IEnumerable<Instruction> OfAction(PlacedStep entry, Reference uses, AgentFacts agent)
    {
        // By itself it lets in only those who may write; what it is opened by, a list of names, is somebody's decision.
        var opened = agent.OpenedBy is { } input ? entry.Step.Inputs.FirstOrDefault(setting => setting.Name.Equals(input, StringComparison.OrdinalIgnoreCase) && setting.Value.Contains('*', StringComparison.Ordinal)) : null;
        if (agent.OpenedBy is not null && opened is null)
        {
            yield break;
        }

        if (opened is not null && agent.ReadsEvent)
        {
            yield return new Instruction(uses.Name, $"{opened.Name}: {opened.Value}", new Provenance(Origin.Outsider, Charset.Free), opened.Span, opened.Name) { IsOpening = true };
        }

        var prompts = entry.Step.Inputs.Where(setting => agent.Prompts.Contains(setting.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        foreach (var pasted in prompts.SelectMany(prompt => prompt.Interpolations).Where(pasted => IsAnybodys(pasted.Provenance)))
        {
            yield return new Instruction(uses.Name, pasted.Text, pasted.Provenance, pasted.Span, pasted.Text);
        }

        // What the prompt names, the agent reads from its environment.
        foreach (var variable in StepEnvironment.Of(entry.Pipeline, entry.Job, entry.Step).Values.Where(variable => prompts.Exists(prompt => Names(prompt, variable.Name))))
        {
            foreach (var pasted in variable.Interpolations.Where(pasted => IsAnybodys(pasted.Provenance)))
            {
                yield return new Instruction(uses.Name, variable.Name, pasted.Provenance, pasted.Span, variable.Name);
            }
        }
    }

    // As a word of its own, beside what is pasted.
    private static bool Names(Setting prompt, string variable)
    {
        var text = prompt.Interpolations.Aggregate(prompt.Value, static (left, pasted) => left.Replace(pasted.Text, "", StringComparison.Ordinal)).AsSpan();
        for (var at = text.IndexOf(variable, StringComparison.Ordinal); at >= 0; at = text.IndexOf(variable, StringComparison.Ordinal))
        {
            var rest = text[(at + variable.Length)..];
            if ((at == 0 || !IsPartOfName(text[at - 1])) && (rest.IsEmpty || !IsPartOfName(rest[0])))
            {
                return true;
            }

            text = rest;
        }

        return false;
    }

    private static bool IsPartOfName(char character) => char.IsLetterOrDigit(character) || character is '_' or '-';

    private static bool IsAnybodys(Provenance value) => value is { Origin: Origin.Outsider, IsForeign: true };

    // A proposal from outside runs without secrets, and so without the key of the agent.
    private static Finding? Judge(PlacedStep entry, Instruction told, ImmutableArray<Exposure> exposures, Hurdle hurdle)
    {
        // Where people of the repository start the run, somebody has at least seen that there is a text.
        if ((exposures.FirstOrDefault(exposure => exposure.IsPrivileged) ?? exposures.FirstOrDefault(exposure => exposure is { IsBare: false, Trigger.Privileged: true })) is not { } exposure)
        {
            return null;
        }

        var holdsMore = JobRights.MayHoldMore(entry.Pipeline, entry.Job, entry.Step, exposure);
        return new Finding
        {
            Message = (told.IsOpening
                    ? $"'{told.Text}' lets anybody start the agent '{told.Agent}', which reads what they wrote,"
                    : $"'{told.Text}' puts a text that anybody from outside can write{Source(told)} into what the agent '{told.Agent}' is told,")
                + $" in a run that '{exposure.Trigger.Name}' starts with "
                + (holdsMore ? "secrets or a token that can write" : "the key of the agent")
                + ": an agent cannot tell orders from what it is to read, so that whoever writes the text has it do what the job may. "
                + (exposure.IsOutsider ? "Let only people with rights start it, or give its job a token that only reads and no secret but its own key, and " : "That people of the repository start the run helps only where they read the text before. Give the job of the agent no secret but its own key, and ")
                + "have another job do what it proposes after somebody has looked at it.",
            Subject = $"{entry.Subject}/{told.Subject}",
            Place = told.Place,
            Severity = hurdle is Hurdle.Label ? Severity.Low : (holdsMore, exposure.IsOutsider) switch
            {
                (true, true) => Severity.High,
                (false, false) => Severity.Low,
                _ => Severity.Medium,
            },
            Way = Ways.Of(told.Value),
            Related = [.. Ways.Of(told.Value), exposure.PlaceFor(entry.Pipeline)],
        };
    }

    // One line that starts the job elsewhere opens it, and nobody looks at the prompt then.
    private static Finding Waiting(PlacedStep entry, Instruction told) => new()
    {
        Message = $"'{told.Text}' puts a text that anybody from outside can write{Source(told)} into what the agent '{told.Agent}' is told. No run that is known to start this job comes with such a text; "
            + "once one does, whoever writes the text has the agent do what the job may. Take it out of the prompt, or have the job start only where somebody has read the text.",
        Subject = $"{entry.Subject}/{told.Subject}",
        Place = told.Place,
        Severity = Severity.Low,
        Pedantic = true,
        Way = Ways.Of(told.Value),
        Related = Ways.Of(told.Value),
    };

    private static string Source(Instruction told) => told.Value.Sources.FirstOrDefault() is { } first && !told.Text.Contains(first, StringComparison.OrdinalIgnoreCase) ? $" ('{first}')" : "";

    // A text that becomes a part of what an agent is told.
    private sealed record Instruction(string Agent, string Text, Provenance Value, Place Place, string Subject)
    {
        // Whether it is what lets everybody in, in place of a text.
        public bool IsOpening { get; init; }
    }
}
