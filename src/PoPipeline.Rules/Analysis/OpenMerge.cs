using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A place where a run that anybody can start approves or merges the change that started it, whoever made it and whatever is in it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Text">What does it, as written.</param>
/// <param name="Span">Where.</param>
/// <param name="Merges">Whether it merges; otherwise it approves.</param>
internal sealed record OpenMerge(PlacedStep Step, string Text, Place Span, bool Merges)
{
    /// <summary>Whether only people who may push start it: they get past whoever else should look, and nobody from outside does.</summary>
    public bool IsForPushersOnly { get; init; }

    /// <summary>All of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="exposures">What starts it.</param>
    public static IEnumerable<OpenMerge> In(Pipeline pipeline, ImmutableArray<Exposure> exposures) => PlatformProfiles.Of(pipeline.Platform) is { OwnChanges: { } change } profile
        ? OfPushers(pipeline, change, profile.ChangeWords)
        : OfAnybody(pipeline, exposures);

    // What a person starts, or asks about the change, is somebody's decision.
    private static IEnumerable<OpenMerge> OfPushers(Pipeline pipeline, string change, ImmutableArray<string> words) =>
        from job in pipeline.Jobs
        where job.Start is null && job.Triggers.Any(trigger => trigger.Name == change)
            && !(job.Condition is { } condition && words.Any(word => condition.Text.Contains(word, StringComparison.Ordinal)))
        from entry in pipeline.StepsOf(job)
        let found = Of(entry)
        where found is not null
        select found with { IsForPushersOnly = true };

    private static IEnumerable<OpenMerge> OfAnybody(Pipeline pipeline, ImmutableArray<Exposure> exposures) =>
        from job in pipeline.Jobs
        where Exposure.Of(pipeline, job, exposures).Any(exposure => exposure.IsPrivileged && PlatformWords.PrivilegedEventsOfChanges.Contains(exposure.Trigger.Name)) && !Asks(job.Condition)
        let hurdles = pipeline.HurdlesOf(job)
        let asked = job.Steps.Index().Where(entry => Decision(entry.Item) is ChangeDecision.AsksAuthor).Select(entry => entry.Index).FirstOrDefault(int.MaxValue)
        from entry in pipeline.StepsOf(job)
        where hurdles[entry.Index] is Hurdle.None && !Asks(entry.Step.Condition) && entry.Index < asked && !IsBehindConditions(pipeline, job)
        let found = Of(entry)
        where found is not null
        select found;

    /// <summary>Whether a step approves or merges a change, under whatever condition.</summary>
    /// <param name="entry">The step.</param>
    public static bool IsOne(PlacedStep entry) => Of(entry) is not null;

    private static OpenMerge? Of(PlacedStep entry)
    {
        if (entry.Step.Uses is { } uses && Decision(entry.Step) is ChangeDecision.Approves or ChangeDecision.Merges)
        {
            return new OpenMerge(entry, uses.Text, uses.Span, Decision(entry.Step) is ChangeDecision.Merges);
        }

        OpenMerge? found = null;
        foreach (var script in entry.Step.Scripts)
        {
            // A script that asks something first may ask who it is.
            foreach (var command in script.Commands)
            {
                var decision = command.Branches.IsEmpty ? Decision(command) : ChangeDecision.None;
                if ((decision is ChangeDecision.Merges && !(found?.Merges ?? false)) || (decision is ChangeDecision.Approves && found is null))
                {
                    found = new OpenMerge(entry, WorkspaceRun.Shorten(script.Text.Substring(command.Offset, command.Length)), script.PlaceOf(command.Offset, command.Length), decision is ChangeDecision.Merges);
                }
            }

            if (script.Commands.Any(command => command.Name is "exit" && !command.Branches.IsEmpty))
            {
                return null;
            }
        }

        return found;
    }

    private static ChangeDecision Decision(Command command) => command.Name switch
    {
        "gh" => command.HasVerb("gh", "pr", "merge") ? ChangeDecision.Merges
            : command.HasVerb("gh", "pr", "review") && command.Option("--approve", "-a") is not null ? ChangeDecision.Approves : ChangeDecision.None,
        "glab" => command.HasVerb("glab", "mr", "merge") || command.HasVerb("glab", "mr", "accept") ? ChangeDecision.Merges
            : command.HasVerb("glab", "mr", "approve") ? ChangeDecision.Approves : ChangeDecision.None,
        "curl" => command.Words.Select(word => word.Text.Split('?')[0].TrimEnd('/')).FirstOrDefault(text => text.Contains("/merge_requests/", StringComparison.Ordinal)) is not { } address ? ChangeDecision.None
            : address.EndsWith("/merge", StringComparison.Ordinal) ? ChangeDecision.Merges
            : address.EndsWith("/approve", StringComparison.Ordinal) ? ChangeDecision.Approves : ChangeDecision.None,
        _ => ChangeDecision.None,
    };

    private static ChangeDecision Decision(Step step) => step.Uses is { } uses ? Catalogue.Find(uses)?.Decides ?? ChangeDecision.None : ChangeDecision.None;

    // The jobs that it waits for ask in its place.
    private static bool IsBehindConditions(Pipeline pipeline, Job job) =>
        job.Needs.Any(need => pipeline.Jobs.Any(other => other.Id == need.Value && Asks(other.Condition)));

    private static bool Asks(Condition? condition)
    {
        if (condition is null)
        {
            return false;
        }

        var rest = PlatformWords.VacuousQuestions.Aggregate(condition.Text, static (text, one) => text.Replace(one, "", StringComparison.OrdinalIgnoreCase));
        return rest.Contains("github", StringComparison.OrdinalIgnoreCase)
            || rest.Contains("steps.", StringComparison.Ordinal)
            || rest.Contains("needs.", StringComparison.Ordinal)
            || rest.Contains("inputs.", StringComparison.Ordinal)
            || rest.Contains("vars.", StringComparison.Ordinal)
            || rest.Contains("env.", StringComparison.Ordinal);
    }
}
