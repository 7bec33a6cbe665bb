using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3215: what a security check finds stops the pipeline, or is kept where somebody decides about it.</summary>
public sealed class PO3215KeepSecurityChecksBlocking : PipelineRule
{
    private static readonly string[] Named = ["security", "sast", "dast", "vulnerability", "vulnerabilities", "pentest", "gitleaks", "semgrep", "snyk", "trivy"];

    /// <inheritdoc/>
    public override string Summary => "The failure of a security check fails the pipeline, unless its results are published for somebody to decide about.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [778];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline runs a security check that is known.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) =>
        pipeline.AllSteps().Any(entry => ToolsOf(entry.Step).Any())
        || pipeline.Reuses.Any(reuse => SecurityTools.Of(reuse) is { IsCheck: true })
        || SettingsOf(pipeline).Any(entry => SecurityTools.Tampering.ContainsKey(entry.Setting.Name))
        || !pipeline.Lapses.IsEmpty
        || pipeline.Jobs.Any(job => job is { Calls: not null, ContinueOnError.Value: "true" } || CalledCheck(job) is not null);

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        Soft(pipeline).Concat(Unstarted(pipeline)).Concat(Unawaited(pipeline, snapshot)).Concat(Unseen(pipeline, snapshot)).Concat(Tampered(pipeline, snapshot)).Concat(LeftOut(pipeline)).Concat(SoftCalls(pipeline));

    // What could not be looked at is no pass.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        pipeline.Lapses.Where(lapse => lapse.Kind is LapseKind.Unknown).Select(lapse => new Gap($"{pipeline.Subject}{lapse.Subject}", $"whether '{lapse.Text}' leaves out {lapse.Checks} is not in the repository", Failed: false));

    // Values by which checks are left out, or what they find stops nothing.
    private static IEnumerable<Finding> LeftOut(Pipeline pipeline) =>
        pipeline.Lapses.Where(lapse => lapse.Kind is not LapseKind.Unknown).Select(lapse => new Finding
        {
            Message = lapse.Kind is LapseKind.NotThere
                ? $"What '{lapse.Text}' builds is delivered, and no task that is known makes {lapse.Checks}. A policy that asks for it holds up the release, and without one nobody looks. Add the task, or record an exception where it is not wanted."
                : lapse.Kind is LapseKind.Elsewhere
                ? $"'{lapse.Text}' has {lapse.Checks} look at something else than what the pipeline builds, so that nothing looks at what is delivered. Hand over what the task gives that builds it."
                : lapse.Kind is LapseKind.NotMade
                ? $"'{lapse.Text}' leaves out {lapse.Checks}: what looks like a control to everybody who reads the files looks at nothing. Take the value away, and record an exception where a check is not wanted."
                : $"'{lapse.Text}' lets pass what is found by {lapse.Checks}: it is shown, and holds nothing up. Let it hold up what comes behind, and record an exception where a finding is accepted.",
            Subject = $"{pipeline.Subject}lapse/{lapse.Subject}",
            Place = lapse.Span,
            Severity = lapse.Kind is LapseKind.NotThere ? Severity.Low : Severity.Medium,
            Pedantic = lapse.Kind is LapseKind.NotThere,
            Related = [.. lapse.Where.Select(place => new RelatedPlace(place, "a check that it concerns"))],
        });

    // A job that is a check of others as a whole.
    private static SecurityTool? CalledCheck(Job job) =>
        job.Calls is { Kind: ReferenceKind.Task or ReferenceKind.Bundle or ReferenceKind.Listed } calls && SecurityTools.Of(calls) is { IsCheck: true } use ? use.Tool : null;

    private static IEnumerable<Finding> SoftCalls(Pipeline pipeline) =>
        from job in pipeline.Jobs
        where job.ContinueOnError is { Value: "true" }
        let tool = CalledCheck(job)
        where tool is not null
        select new Finding
        {
            Message = $"The security check '{tool.Name}' cannot fail the pipeline: that goes on when its job '{job.Id}' fails. What it finds is passed over, while everybody believes that it was checked. "
                + "Let it fail, and record an exception where a finding is accepted.",
            Subject = $"{pipeline.SubjectOf(job)}/{tool.Name}",
            Place = job.ContinueOnError!.Span,
            Related = [new RelatedPlace(job.Span, "the check that cannot fail")],
        };

    private static IEnumerable<Finding> Soft(Pipeline pipeline) =>
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

    // A check that the pipeline succeeds without, unless another job makes it.
    private static IEnumerable<Finding> Unstarted(Pipeline pipeline) =>
        from job in pipeline.Jobs
        where job.Start is { Kind: StartKind.Never or StartKind.Optional }
        from entry in pipeline.StepsOf(job)
        from tool in ToolsOf(entry.Step).Take(1)
        where !pipeline.Jobs.Any(other => other.Start is not { Kind: StartKind.Never or StartKind.Optional } && other.Steps.Any(step => ToolsOf(step).Contains(tool)))
        select new Finding
        {
            Message = job.Start!.Kind is StartKind.Never
                ? $"The security check '{tool.Name}' never runs: nothing starts its job '{job.Id}'. Everybody who sees the job believes that it was checked. Let it start, or remove the job, and record an exception where the check is not wanted."
                : $"The security check '{tool.Name}' runs only when somebody starts its job '{job.Id}' by hand, and the pipeline succeeds without it. Let it start by itself, or hold up the pipeline until it was made.",
            Subject = $"{pipeline.SubjectOf(job, entry.Step)}/{tool.Name}/start",
            Place = job.Start.Span,
            Severity = job.Start.Kind is StartKind.Never ? Severity.Medium : Severity.Low,
            Related = [new RelatedPlace(job.Span, "the job of the check")],
        };

    // A pipeline whose failure its caller does not look at.
    private static IEnumerable<Finding> Unawaited(Pipeline pipeline, Snapshot snapshot) =>
        from job in pipeline.Jobs
        where job is { Calls.Target: not null, ContinueOnError.Value: "true" }
        from called in snapshot.Pipelines.Where(other => other.CalledAs.Contains(job.Calls!.Target!, StringComparer.Ordinal)).Take(1)
        from entry in called.AllSteps().Where(entry => ToolsOf(entry.Step).Any()).Take(1)
        let tool = ToolsOf(entry.Step).First()
        select new Finding
        {
            Message = $"The security check '{tool.Name}', in '{called.Path}', cannot fail this pipeline: the job '{job.Id}' starts it there and succeeds whatever becomes of it. What it finds is passed over where changes are judged by this pipeline. "
                + "Let the job wait for the pipeline that it starts, and fail with it.",
            Subject = $"{pipeline.SubjectOf(job)}/{tool.Name}/called",
            Place = job.ContinueOnError!.Span,
            Related = [new RelatedPlace(entry.Step.Span, "the check that cannot fail")],
        };

    // Of a pipeline that lies elsewhere only its name says that it checks.
    private static IEnumerable<Finding> Unseen(Pipeline pipeline, Snapshot snapshot) =>
        from job in pipeline.Jobs
        where job is { Calls: not null, ContinueOnError.Value: "true" } && Deployments.Words(job.Id).Any(word => Named.Contains(word, StringComparer.OrdinalIgnoreCase))
        where !snapshot.Pipelines.Any(other => job.Calls!.Target is { } target && other.CalledAs.Contains(target, StringComparer.Ordinal))
        select new Finding
        {
            Message = $"The job '{job.Id}', a security check by its name, starts '{job.Calls!.Text}' and succeeds whatever becomes of it: what is found there is passed over where changes are judged by this pipeline. "
                + "Let the job wait for the pipeline that it starts, and fail with it.",
            Subject = $"{pipeline.SubjectOf(job)}/called",
            Place = job.ContinueOnError!.Span,
            Severity = Severity.Low,
            Related = [new RelatedPlace(job.Span, "the job of the check")],
        };

    // Variables by which a check that others wrote is switched off, looks at nothing, or is another program.
    private static IEnumerable<Finding> Tampered(Pipeline pipeline, Snapshot snapshot) =>
        from entry in SettingsOf(pipeline)
        from tool in SecurityTools.Tampering.TryGetValue(entry.Setting.Name, out var known) ? new[] { known } : []
        let value = entry.Setting.Value.Trim()
        let what = tool.DisabledBy.Contains(entry.Setting.Name) && value.ToUpperInvariant() is "TRUE" or "1"
                ? $"switches the security check '{tool.Name}' off"
            : tool.LeavesOut.Contains(entry.Setting.Name) && value.Split(',').Any(part => part.Trim().TrimStart('.', '/') is "" or "*" or "**" or "**/*" && part.Trim().Length > 0)
                ? $"has the security check '{tool.Name}' look at nothing"
            : null
        let foreign = what is null && tool.ComesFrom.Contains(entry.Setting.Name) && IsForeign(value, tool, snapshot.Repository)
        where what is not null || foreign
        select new Finding
        {
            Message = foreign
                ? $"'{entry.Setting.Name}' has the program of '{tool.Name}' come from '{value}' and not from where its makers keep it: whoever can write there decides what the check finds, and gets what its job holds. Leave it where it is, or mirror it to the registry of the project."
                : $"'{entry.Setting.Name}: {value}' {what}, while everybody who sees it included believes that it is made. Remove the variable, or the check, and record an exception where it is not wanted.",
            Subject = $"{entry.Subject}{entry.Setting.Name}",
            Place = entry.Setting.Span,
            Severity = foreign ? Severity.Low : Severity.Medium,
        };

    // What starts with a variable is only known when it runs.
    private static bool IsForeign(string value, SecurityTool tool, Repository repository) =>
        value.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && value[0] is not '$'
        && !tool.Homes.Any(home => value.StartsWith(home, StringComparison.Ordinal))
        && !(repository.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) && value[..slash].Split(':')[0].EndsWith(address.Host, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<OwnedSetting> SettingsOf(Pipeline pipeline)
    {
        foreach (var setting in pipeline.Variables)
        {
            yield return new OwnedSetting(pipeline.Subject, setting);
        }

        foreach (var job in pipeline.Jobs)
        {
            foreach (var setting in job.Variables)
            {
                yield return new OwnedSetting($"{pipeline.SubjectOf(job)}/", setting);
            }
        }
    }

    private sealed record OwnedSetting(string Subject, Setting Setting);

    private static IEnumerable<SecurityTool> ToolsOf(Step step) => SoftChecks.Of(step).Select(use => use.Tool);

    private static IEnumerable<SoftCheck> WeaknessesOf(Job job, Step step)
    {
        var tool = ToolsOf(step).FirstOrDefault();
        if (tool is null)
        {
            return [];
        }

        if (step.ContinueOnError is { Value: "true" } own)
        {
            return [new SoftCheck(tool, "its step goes on after an error", own.Span)];
        }

        // Of a job that the pipeline succeeds without, that is what is wrong.
        if (job.ContinueOnError is { Value: "true" } whole && job.Start is not { Kind: StartKind.Optional })
        {
            return [new SoftCheck(tool, $"that goes on when its job '{job.Id}' fails", whole.Span)];
        }

        if (job.ContinueOnError is { } some && some.Value.Split(' ').FirstOrDefault(code => SoftChecks.CodesOf(tool, step).Contains(code)) is { } tolerated)
        {
            return [new SoftCheck(tool, $"the exit code {tolerated}, by which it says that it found something, does not fail its job '{job.Id}'", some.Span)];
        }

        return SoftChecks.In(step).Take(1);
    }

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
                published = KeptResults.Publishes(step) ? index : published;
                foreach (var tool in step.ContinueOnError is null ? ToolsOf(step) : [])
                {
                    blocking[tool] = index;
                }

                foreach (var id in LaterSteps.AskedForBy(step))
                {
                    mentioned[id] = index;
                }
            }
        }

        public bool Include(Step step, int index) =>
            published >= index
            || ToolsOf(step).Any(tool => blocking.GetValueOrDefault(tool, -1) > index)
            || (step.Id is { } id && mentioned.GetValueOrDefault(id.Value, -1) > index);
    }
}
