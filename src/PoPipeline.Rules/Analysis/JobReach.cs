using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>
/// What a job can reach, and what leads to it, beyond what is written in the job itself: the secrets that the machine is given, the token that
/// nobody limits, what keeps outsiders away, the environment that steps before set, and the jobs that call its pipeline.
/// </summary>
public sealed class JobReach
{
    private readonly ILookup<string, CallSite> calls;

    /// <summary>Looks at the calls of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public JobReach(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        calls = snapshot.Pipelines
            .Where(pipeline => pipeline.Kind is not PipelineKind.Lock)
            .SelectMany(CallsOf)
            .ToLookup(call => call.Target, StringComparer.Ordinal);
    }

    /// <summary>What a job can reach, each with its name.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    /// <param name="step">How many of its steps come before the first one that is of interest.</param>
    public static IEnumerable<JobFact> Of(Pipeline pipeline, Job job, int step)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(job);
        if (SecretsOf(pipeline, job) is { IsEmpty: false } secrets)
        {
            yield return new JobFact("secrets in reach", secrets);
        }

        if (pipeline.Kind is PipelineKind.Workflow && pipeline.PermissionsOf(job) is null)
        {
            yield return new JobFact("token", [PlatformProfiles.Of(pipeline.Platform).TokenRightsElsewhere ?? "nothing says what it may do, so the default of the repository or the organisation holds"]);
        }

        if (Elsewhere(pipeline, job) is { IsEmpty: false } elsewhere)
        {
            yield return new JobFact("what other files make of it", elsewhere);
        }

        ImmutableArray<string> gates = [.. pipeline.GatesOf(job).Concat(job.Steps.Take(step).SelectMany(before => before.Gates)).Select(gate => $"{gate.Kind}: {gate.Text}")];
        if (!gates.IsEmpty)
        {
            yield return new JobFact("what keeps outsiders away", Sorted(gates));
        }

        ImmutableArray<string> settings = [.. job.Steps.Take(step).SelectMany(before => before.Scripts).Where(EnvironmentWrites.MayBeIn).Select(script => CredentialFormats.MaskAll(script.Text))];
        if (!settings.IsEmpty)
        {
            yield return new JobFact("scripts before that set its environment", settings);
        }
    }

    // What a job extends, or gets from the pipeline that includes it, is nothing that stands in its own file.
    private static ImmutableArray<string> Elsewhere(Pipeline pipeline, Job job) =>
    [
        .. job.Condition is { } condition && (IsElsewhere(job, condition.Span) || condition.Gates.Any(gate => IsElsewhere(job, gate.Span))) ? [$"if: {condition.Text}"] : (string[])[],
        .. job.Start is { } start && IsElsewhere(job, start.Span) ? [$"start: {start.Kind}"] : (string[])[],
        .. job.ContinueOnError is { } tolerated && IsElsewhere(job, tolerated.Span) ? [$"failure that does not matter: {tolerated.Value}"] : (string[])[],
        .. job.Environment is { } environment && IsElsewhere(job, environment.Span) ? [$"deploys to: {environment.Value}"] : (string[])[],
        .. job.Needs.Where(need => IsElsewhere(job, need.Span)).Select(need => $"needs: {need.Value}"),
        .. job.Runner?.Labels.Where(label => IsElsewhere(job, label.Span)).Select(label => $"machine: {label.Value}") ?? [],
        .. job.Services.Where(service => IsElsewhere(job, service.Image.Span)).Select(service => $"service: {service.Image.Text}"),
        .. job.Container is { } container && IsElsewhere(job, container.Image.Span) ? [$"image: {container.Image.Text}"] : (string[])[],
        .. job.Steps.Where(step => IsElsewhere(job, step.Span)).SelectMany(step => step.Scripts).Select(script => CredentialFormats.MaskAll(script.Text)),
        .. pipeline.Variables.Concat(job.Variables).Where(variable => IsElsewhere(job, variable.Span)).Select(variable => CredentialFormats.MaskAll($"{variable.Name}={variable.Value}")),
    ];

    private static bool IsElsewhere(Job job, Place place) => place.Path != job.Span.Path;

    /// <summary>Whether a step changes what those behind it can reach: <see cref="Of"/> says something else behind it than before it.</summary>
    /// <param name="step">The step.</param>
    public static bool IsChangedBy(Step step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return !step.Gates.IsEmpty || step.Scripts.Any(EnvironmentWrites.MayBeIn);
    }

    /// <summary>The jobs that call a pipeline, directly or through others, each with what it hands over and who starts it.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public IEnumerable<JobFact> CallersOf(Pipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Pipeline>([pipeline]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next.Key))
            {
                continue;
            }

            foreach (var call in next.CalledAs.SelectMany(name => calls[name]))
            {
                yield return new JobFact($"called by job '{call.Job.Id}' of '{call.Pipeline.Key}'", Describe(call));
                open.Push(call.Pipeline);
            }
        }
    }

    private static IEnumerable<CallSite> CallsOf(Pipeline pipeline) =>
        from job in pipeline.Jobs
        from site in job.Steps.Select(step => new { Step = (Step?)step, Reference = step.Uses }).Append(new { Step = (Step?)null, Reference = job.Calls })
        where site.Reference is { Target: not null }
        select new CallSite(site.Reference.Target!, pipeline, job, site.Step);

    private static ImmutableArray<string> Describe(CallSite call)
    {
        var (_, pipeline, job, step) = call;
        var permissions = pipeline.PermissionsOf(job);
        return Sorted(
        [
            .. pipeline.Triggers.Where(trigger => !trigger.IsCall).Select(trigger =>
                $"started by: {trigger.Name} {string.Join(' ', trigger.Types.Select(type => type.Value).Order(StringComparer.Ordinal))} ({trigger.StartedBy}{(trigger.Privileged ? ", privileged" : "")})"),
            permissions is null ? "token: by default" : $"token: {permissions.Rest} on the rest",
            .. permissions?.Grants.Select(grant => $"token: {grant.Scope} {grant.Access}") ?? [],
            .. SecretsOf(pipeline, job).Select(secret => $"secret: {secret}"),
            .. pipeline.GatesOf(job).Select(gate => $"gate: {gate.Kind} {gate.Text}"),
            .. job.Runner?.Labels.Select(label => $"machine: {label.Value}") ?? [],
            .. new[] { job.Condition, step?.Condition }.OfType<Condition>().Select(condition => $"if: {condition.Text}"),
            .. (step?.Inputs ?? job.Inputs).Select(input => $"input: {input.Name}={input.Value}"),
            .. pipeline.Variables.Concat(job.Variables).Concat(step?.Variables ?? []).Select(variable => $"environment: {variable.Name}={variable.Value}"),
        ]);
    }

    private static ImmutableArray<string> SecretsOf(Pipeline pipeline, Job job) => Sorted(
    [
        .. JobRights.SecretsOf(pipeline, job)
            .Select(use => use.Kind switch
            {
                SecretUseKind.Named or SecretUseKind.Derived or SecretUseKind.Pasted => use.Name ?? use.Text,
                SecretUseKind.Group => $"every one of the group '{use.Name}'",
                SecretUseKind.Keys => "every key of SSH of the repository",
                SecretUseKind.Inherited => $"every one that the caller has, for '{use.Receiver?.Name}'",
                _ => "every one of the repository",
            }),
    ]);

    private static ImmutableArray<string> Sorted(ImmutableArray<string> lines) => [.. lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private sealed record CallSite(string Target, Pipeline Pipeline, Job Job, Step? Step);
}
