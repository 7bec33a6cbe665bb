using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3214: a machine that outlives a job runs nothing that outsiders wrote, and no job breaks out of its container.</summary>
public sealed class PO3214IsolateRunners : PipelineRule
{
    private static readonly FrozenSet<string> Own = FrozenSet.Create(StringComparer.Ordinal, "SELFHOSTED", "CUSTOM", "ONPREM", "ONPREMISE", "ONPREMISES", "BAREMETAL", "PHYSICAL", "PERSISTENT");
    private static readonly FrozenSet<string> Fresh = FrozenSet.Create(StringComparer.Ordinal, "EPHEMERAL", "DISPOSABLE", "FRESH", "AUTOSCALE", "AUTOSCALED", "AUTOSCALING", "FLEETING", "ARC", "K8S", "KUBERNETES", "JIT");

    /// <inheritdoc/>
    public override string Summary => "No runner that outlives its job executes an outsider's change, and no container is given the machine it runs on.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [250, 653];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline runs a job.";

    /// <inheritdoc/>
    protected override bool LooksAtDeployments => true;

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Jobs.Any(job => job.Runner is not null || !job.HostAccess.IsEmpty) || pipeline.Deployment is { Destinations.IsEmpty: false };

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var exposures = CallGraph.Of(snapshot).ExposuresOf(pipeline);
        ImmutableArray<Setting> around = [.. pipeline.Variables.Where(ContainerDaemons.IsAbout)];
        return Shared(pipeline).Concat(pipeline.Jobs
            .SelectMany(job => Reachable(pipeline, job, Exposure.Of(pipeline, job, exposures)).Concat(Opened(pipeline, job)).Concat(Started(pipeline, job)).Concat(Runtimes(pipeline, job)).Concat(Served(pipeline, job, around)).Concat(Kept(pipeline, job)).Concat(Reached(pipeline, job)))
            .Concat(Guarded(pipeline, pipeline.Subject, pipeline.Variables, pipeline.Jobs))
            .Concat(pipeline.Jobs.SelectMany(job => Guarded(pipeline, $"{pipeline.SubjectOf(job)}/", VariablesOf(job), [job]))));
    }

    // Whoever has something deployed beside the tool that deploys is a step away from its credentials for everything else.
    private static IEnumerable<Finding> Shared(Pipeline pipeline)
    {
        if (pipeline.Deployment is not { } deployment)
        {
            yield break;
        }

        foreach (var destination in deployment.Destinations.Where(destination => destination.IsOwn || destination.IsOfSystem || deployment.Proposals is not null).DistinctBy(destination => (destination.Text, destination.IsOwn)))
        {
            var loose = pipeline.Reuses.FirstOrDefault(reference => reference is { Publisher: Publisher.ThirdParty, Pin: Pin.Branch or Pin.None or Pin.Range, Kind: not ReferenceKind.Image });
            if (deployment.Proposals is { } proposals)
            {
                if (deployment.AreProposalsGuarded && !destination.IsOwn)
                {
                    continue;
                }

                yield return new Finding
                {
                    Message = $"'{destination.Text}' {(destination.IsOwn ? "is the system that the deploying tool itself runs in, and" : "is where")} '{proposals.Value}' deploys what is proposed before it is merged: what one proposal starts reaches {(destination.IsOwn ? "the tool, its credentials, and " : "")}what others run beside it. {PlatformProfiles.Of(pipeline.Platform).GuardProposals}",
                    Subject = $"{pipeline.Subject}destination/{destination.Text}",
                    Place = destination.Span,
                    Severity = destination.IsOwn && !deployment.AreProposalsGuarded ? Severity.Medium : Severity.Low,
                    Pedantic = deployment.AreProposalsGuarded,
                    Related = [new RelatedPlace(proposals.Span, "what makes a deployment of each proposal")],
                };
            }
            else if (loose is not null)
            {
                yield return new Finding
                {
                    Message = $"'{destination.Text}' is {(destination.IsOfSystem ? "where the system keeps what everything else rests on" : "the system that the deploying tool itself runs in")}, and '{loose.Text}', which somebody else can change at any time, is deployed there: what they put there next reaches everything. Name one content of it, or deploy it elsewhere.",
                    Subject = $"{pipeline.Subject}destination/{destination.Text}",
                    Place = destination.Span,
                    Severity = Severity.Low,
                    Pedantic = !destination.IsOfSystem,
                    Related = [new RelatedPlace(loose.Span, "what somebody else can change")],
                };
            }
        }
    }

    private static ImmutableArray<Setting> VariablesOf(Job job) => [.. job.Variables, .. job.Steps.SelectMany(step => step.Variables), .. job.Services.SelectMany(service => service.Variables)];

    private static IEnumerable<Finding> Reachable(Pipeline pipeline, Job job, ImmutableArray<Exposure> exposures)
    {
        var isForeign = pipeline.ForeignCheckoutsOf(job).Count > 0;
        // An event without secrets runs the outsider's own version of the pipeline; a privileged one runs the repository's.
        var exposure = exposures.FirstOrDefault(exposure => exposure.IsOutsider && (!exposure.IsPrivilegedEvent || isForeign));
        return job.Runner is not { Kind: RunnerKind.SelfHosted } runner || exposure is null || !pipeline.GatesOf(job).IsEmpty
            ? []
            :
            [
                new Finding
                {
                    Message = $"The job '{job.Id}' runs on a machine of the organisation's own, and '{exposure.Trigger.Name}' lets anybody from outside have code run there. Unless "
                        + "the machine is thrown away after each job, what one change leaves behind is found by the next one's secrets. Use the platform's own machines for outsiders' "
                        + "changes, or machines that live for one job.",
                    Subject = $"{pipeline.SubjectOf(job)}/runner",
                    Place = runner.Span,
                    Severity = exposure.IsPrivilegedEvent ? Severity.High : Severity.Medium,
                    Related = [new RelatedPlace(exposure.Trigger.Span, "what lets outsiders start it")],
                },
            ];
    }

    // Whether a change of outsiders gets there the files do not tell. A label is but a name; where it says that the machine is one of one's own, another can say that it is thrown away.
    private static IEnumerable<Finding> Kept(Pipeline pipeline, Job job) =>
        PlatformProfiles.Of(pipeline.Platform).OutsidersElsewhere is not null && job.Runner is { Kind: not RunnerKind.Hosted } runner && runner.Labels.FirstOrDefault(label => Words(label.Value).Any(Own.Contains)) is { } own
            && !runner.Labels.Any(label => Words(label.Value).Any(Fresh.Contains))
            ?
            [
                new Finding
                {
                    Message = $"The job '{job.Id}' runs on a machine of the organisation's own, as '{own.Value}' says, and no label says that it is thrown away after the job: what one job leaves behind there, the next one finds. "
                        + "Have machines that live for one job, and a label that says so.",
                    Subject = $"{pipeline.SubjectOf(job)}/kept",
                    Place = own.Span,
                    Severity = Severity.Low,
                    Pedantic = true,
                },
            ]
            : [];

    private static IEnumerable<Finding> Reached(Pipeline pipeline, Job job) =>
        from access in job.HostAccess
        let known = Describe(access)
        select new Finding
        {
            Message = $"'{access.Text}' {known.What} {known.Advice}",
            Subject = $"{pipeline.SubjectOf(job)}/{access.Kind}/{access.Text}",
            Place = access.Span,
            Severity = known.Severity,
            Pedantic = access.Kind is HostAccessKind.MaybeController or HostAccessKind.Administrator,
        };

    private static (string What, string Advice, Severity Severity) Describe(HostAccess access) => access.Kind switch
    {
        HostAccessKind.Privileged => ("gives a container of the job every right on the machine, so that whoever controls a step controls the machine, and every other job that runs on it.", "Leave it out, or grant the one capability that is needed.", Severity.High),
        HostAccessKind.HostFiles => ("gives a container of the job files of the machine, so that whoever controls a step can read what other jobs leave there, and change it.", "Use a volume of the job's own.", Severity.Medium),
        HostAccessKind.Runtime => ("gives a container of the job the container runtime of the machine, so that whoever controls a step controls the machine, and every other job that runs on it.", "Build images without it (Buildah, rootless BuildKit).", Severity.High),
        HostAccessKind.HostNamespace => ("gives a container of the job the network, the processes or the users of the machine, so that it reaches what other jobs do there.", "Leave it out: have what a step needs to reach run beside it in the job, or call it by its name over the network of the job.", Severity.Medium),
        HostAccessKind.Unmounted => ("offers the containers of the job files of the machine, which none of them mounts: one line in a step is enough to read and change what other jobs leave there.", "Leave the volume out, or use one of the job's own.", Severity.Low),
        HostAccessKind.Unconfined => ("gives the containers of the job calls of the machine's kernel that containers are kept from, so that a fault in the kernel is enough to control the machine.", "Leave it out, so that the profile of the container runtime holds, or write a profile that allows the one call that is needed.", Severity.Medium),
        HostAccessKind.Administrator => ("has what runs be the administrator of its container, so that a hole in the container runtime makes it the one of the machine.", "Run it as another user, in an image whose files that user may write.", Severity.Low),
        HostAccessKind.Controller => ("has the job run on the server that runs all pipelines, beside its credentials and settings: whoever controls a step controls all of them.", "Run jobs on other machines, and give the server itself no executors.", Severity.Medium),
        HostAccessKind.MaybeController => ("takes any machine, the server that runs all pipelines among them where that has executors.", "Name the label of the machines that the job is meant for.", Severity.Low),
        HostAccessKind.ControllerSize => ("asks the server that runs all pipelines, and not the machine of the job: it works only where somebody has approved for all pipelines what they reach that server by, or where the sandbox is off, and tells of the wrong machine.", "Ask by a step that runs on the machine, as 'nproc' does.", Severity.Low),
        HostAccessKind.Nested => ("gives containers that the build starts every right of the one that they run in, so that whatever a build file runs reaches all that this one does.", "Leave it out, or build on machines that are thrown away.", Severity.Medium),
        HostAccessKind.NamedByOthers => ("takes the name of the machine from a text that others choose, so that they choose which machine, with which credentials and files, runs the job.", "Write the label in the pipeline.", Severity.Low),
        _ => ("reaches into the server that runs all pipelines: it works only where somebody has approved it for all, or where the sandbox is off, and then gives whoever can change this file the credentials of every pipeline.", "Use a step that a plugin offers for it, or keep it in a library whose changes are reviewed.", Severity.Medium),
    };

    private static string[] Words(string label) => label.Replace("self-hosted", "selfhosted", StringComparison.OrdinalIgnoreCase).Replace("on-prem", "onprem", StringComparison.OrdinalIgnoreCase).Replace("bare-metal", "baremetal", StringComparison.OrdinalIgnoreCase)
        .ToUpperInvariant().Split('-', '_', '.', ':', '/', ' ');

    private static IEnumerable<Finding> Opened(Pipeline pipeline, Job job) =>
        from container in job.Services.Append(job.Container).Concat(job.Steps.Select(step => step.Container)).OfType<Container>()
        from hole in ContainerHoles.In(container)
        select new Finding
        {
            Message = $"'{hole.Text}' gives {(container.Name is null ? "the job's container" : job.Services.Contains(container) ? $"the service '{container.Name}'" : $"the step '{container.Name}'")} {hole.What}, so that whoever controls {PlatformProfiles.Of(pipeline.Platform).Command} controls "
                + (job.Runner?.Kind is RunnerKind.Hosted ? "the whole machine of this job. " : "the machine, and every other job that runs on it. ")
                + (hole.What is ContainerHoles.Runtime ? "Build images without it (Buildah, rootless BuildKit)." : hole.What is ContainerHoles.Files ? "Use a volume of the job's own." : "Leave it out, or grant the one capability or device that is needed."),
            Subject = $"{pipeline.SubjectOf(job)}/{container.Name ?? "container"}/{hole.What}",
            Place = hole.Span,
            // The platform's own machine is thrown away after the job, and holds nothing else.
            Severity = job.Runner?.Kind switch { RunnerKind.SelfHosted => Severity.High, RunnerKind.Hosted => Severity.Low, _ => hole.What is ContainerHoles.Runtime && PlatformProfiles.Of(pipeline.Platform).SharesMachines ? Severity.High : Severity.Medium },
            Pedantic = job.Runner?.Kind is RunnerKind.Hosted,
        };

    // A container that a step starts has no more rights than the step, which runs what it likes; but what is in it has them too.
    private static IEnumerable<Finding> Started(Pipeline pipeline, Job job) =>
        from step in job.Steps
        from script in step.Scripts
        from command in script.Commands
        from hole in ContainerHoles.In(command, script)
        select new Finding
        {
            Message = $"'{hole.Text}' gives the container that '{command.Name}' starts {hole.What}, so that whatever runs in it reaches beyond it. Leave it out, or grant the one capability or device that is needed.",
            Subject = $"{pipeline.SubjectOf(job, step)}/{hole.What}",
            Place = hole.Span,
            Severity = Severity.Low,
            Pedantic = job.Runner?.Kind is RunnerKind.Hosted,
        };

    private static IEnumerable<Finding> Runtimes(Pipeline pipeline, Job job) =>
        from service in job.Services
        where ContainerDaemons.IsDaemon(service) && !ContainerHoles.In(service).Any() && !job.HostAccess.Any(access => access.Kind is HostAccessKind.Privileged)
        select new Finding
        {
            Message = $"The service '{service.Name}' is a container runtime, which works only where the machine gives containers every right on it, so that whoever controls {PlatformProfiles.Of(pipeline.Platform).Command} controls "
                + (job.Runner?.Kind is RunnerKind.Hosted ? "the whole machine of this job. " : "the machine, and every other job that runs on it. ")
                + "Build images without one (Buildah, rootless BuildKit), or have it on machines that live for one job.",
            Subject = $"{pipeline.SubjectOf(job)}/{service.Name}/runtime",
            Place = service.Image.Span,
            Severity = job.Runner?.Kind is RunnerKind.SelfHosted ? Severity.Medium : Severity.Low,
            Pedantic = job.Runner?.Kind is RunnerKind.Hosted,
        };

    // Where a variable says the same, that is told.
    private static IEnumerable<Finding> Served(Pipeline pipeline, Job job, ImmutableArray<Setting> around)
    {
        if (job.Services.IsEmpty)
        {
            return [];
        }

        ImmutableArray<Setting> settings = [.. around, .. VariablesOf(job).Where(ContainerDaemons.IsAbout)];
        return
            from service in job.Services
            let word = ContainerDaemons.UnguardedBy(service)
            where word is not null && !settings.Any(setting => ContainerDaemons.IsUnguarded(setting, settings, job.Services))
            select new Finding
            {
                Message = $"'{word.Value}' has the container runtime '{service.Name}' take orders from everybody who reaches it, and ask nobody who they are. Leave it out, and have both sides share the folder of its certificates.",
                Subject = $"{pipeline.SubjectOf(job)}/{service.Name}/guard",
                Place = word.Span,
                Severity = Severity.Low,
                Pedantic = job.Runner?.Kind is RunnerKind.Hosted,
            };
    }

    private static IEnumerable<Finding> Guarded(Pipeline pipeline, string subject, ImmutableArray<Setting> settings, ImmutableArray<Job> jobs)
    {
        var running = jobs.Where(job => job.Runner is not null).ToList();
        var services = running.SelectMany(job => job.Services).ToList();
        var isHosted = running.Count > 0 && running.TrueForAll(job => job.Runner?.Kind is RunnerKind.Hosted);
        foreach (var setting in settings)
        {
            var text = $"{setting.Name}={setting.Value}";
            var found = ContainerDaemons.IsUnguarded(setting, settings, services)
                ? new Finding
                {
                    Message = $"'{text}' has the container runtime beside the job take orders from everybody who reaches it, and ask nobody who they are. Keep its certificates: have both sides share "
                        + "their folder, and speak to port 2376.",
                    Subject = $"{subject}{setting.Name}",
                    Place = setting.Span,
                    Severity = Severity.Low,
                    Pedantic = isHosted,
                }
                : ContainerDaemons.IsOpenElsewhere(setting, services)
                ? new Finding
                {
                    Message = $"'{text}' speaks to the container runtime of another machine, which takes orders from everybody who reaches that port and gives them every right on it. Protect it by "
                        + "certificates, or reach it over SSH.",
                    Subject = $"{subject}{setting.Name}",
                    Place = setting.Span,
                    Severity = Severity.Medium,
                }
                : ContainerDaemons.IsOfMachine(setting) && running.Exists(job => job.Container is not null) && !services.Exists(ContainerDaemons.IsDaemon)
                ? new Finding
                {
                    Message = $"'{text}' speaks to the container runtime of the machine out of a container, so that whoever controls {PlatformProfiles.Of(pipeline.Platform).Command} controls "
                        + (isHosted ? "the whole machine of this job. " : "the machine, and every other job that runs on it. ") + "Keep the socket out of the containers of jobs.",
                    Subject = $"{subject}{setting.Name}",
                    Place = setting.Span,
                    Severity = isHosted ? Severity.Low : Severity.Medium,
                    Pedantic = isHosted,
                }
                : null;
            if (found is not null)
            {
                yield return found;
            }
        }
    }
}
