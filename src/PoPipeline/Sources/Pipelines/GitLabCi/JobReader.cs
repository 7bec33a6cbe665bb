using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines.GitLabCi.Starting;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads a job in force.</summary>
/// <param name="flows">Follows the texts through its scripts.</param>
/// <param name="texts">Reads its texts.</param>
/// <param name="references">Reads what it reuses.</param>
/// <param name="names">The jobs that run, so that what waits for one that does not exist waits for none.</param>
/// <param name="includes">What is included from elsewhere.</param>
/// <param name="regardless">Which jobs start whatever became of those before them.</param>
internal sealed class JobReader(JobFlows flows, TextReader texts, ReferenceReader references, IReadOnlySet<string> names, ImmutableArray<Reference> includes, RegardlessStarts regardless)
{
    private const string CloneKey = "clone";

    // https://docs.gitlab.com/ci/yaml/#release: what the runner does by a keyword, as the program that it starts for it is told.
    private const string ReleaseKey = "release";
    private const string ReleaseCommand = "release-cli create --assets-link";

    private readonly List<Reference> parts = [];

    /// <summary>What the jobs read so far reuse beside what each calls first: a pipeline that a job starts may be put together of several files, and a job waits for files of other projects.</summary>
    public IEnumerable<Reference> Parts => parts;

    /// <summary>Reads a job.</summary>
    /// <param name="scripts">The job with its scripts.</param>
    /// <param name="starts">Tells when it runs.</param>
    public Job Read(JobScripts scripts, StartReader starts)
    {
        var job = scripts.Job;
        var started = starts.TriggersOf(job);
        var variables = flows.VariablesOf(job);
        var subject = $"jobs/{job.Name}";
        var runner = RunnerReader.Read(job);
        var called = IncludeEntry.Of((job.Keys["trigger"] as YamlMapping)?["include"]).Select(references.Child).OfType<Reference>().ToImmutableArray();
        parts.AddRange(called.Skip(1).Concat(Items(job.Keys["needs"]).OfType<YamlMapping>().Select(references.Artifacts).OfType<Reference>()));
        return new Job
        {
            Id = job.Name,
            Span = job.Span,
            Stage = (job.Keys["stage"] as YamlScalar)?.Value,
            Condition = starts.ConditionOf(job),
            Triggers = started,
            Needs = Needs(job),
            Runner = runner,
            Container = Container(job, job.Keys["image"], name: null, variables),
            Services = [.. Items(job.Keys["services"]).Select(service => Container(job, service, NameOf(service), variables)).OfType<Container>()],
            Environment = ShortForms.Named(job.Keys["environment"]) is { IsNull: false } environment ? new Located<string>(environment.Value, environment.Span) : null,
            Variables = texts.Using(texts.Settings(job.Keys["variables"] as YamlMapping, subject + "/variables"), SecretPlace.JobVariable, job.Name),
            Steps = Steps(scripts, variables, started),
            Calls = called.FirstOrDefault(),
            Timeout = job.Keys.Entry("timeout")?.Key.Span,
            Tier = (job.Keys["environment"] as YamlMapping)?["deployment_tier"] is YamlScalar { IsNull: false } tier && !tier.Value.Contains('$', StringComparison.Ordinal) ? new Located<string>(tier.Value, tier.Span) : null,
            Start = starts.WaitsFor(job),
            AfterFailure = regardless.Of(job, starts),
            IdTokens = IdTokenReader.Read(job),
            ContinueOnError = starts.Tolerated(job) ?? Unawaited(job),
            Concurrency = job.Keys.Entry("resource_group")?.Key.Span ?? (job.Keys.Entry("environment") is null ? Cancelled(job) : null),
            Cancelled = Cancelled(job),
        };
    }

    // A newer run takes the place of an older one; half a delivery would be worse than two.
    private static Place? Cancelled(CiJob job) => job.Keys.Entry("interruptible") is { Value: YamlScalar { Value: "true" } } entry ? entry.Key.Span : null;

    private ImmutableArray<Located<string>> Needs(CiJob job) =>
    [
        .. Items(job.Keys["needs"])
            .Select(need => need as YamlScalar ?? (need is YamlMapping { } mapping && mapping["project"] is null && mapping["pipeline"] is null ? mapping["job"] as YamlScalar : null))
            .OfType<YamlScalar>()
            .Where(need => names.Contains(need.Value))
            .Select(need => new Located<string>(need.Value, need.Span)),
    ];

    // A job that starts a pipeline of its own succeeds as soon as that has started, unless it is told to wait.
    private static Located<string>? Unawaited(CiJob job) =>
        job.Keys.Entry("trigger") is { Value: YamlMapping trigger } entry && trigger.Entry("include") is not null && trigger["strategy"] is not YamlScalar { Value: "depend" or "mirror" }
            ? new Located<string>("true", entry.Key.Span) : null;

    private Container? Container(CiJob job, YamlNode? node, string? name, JobVariables variables)
    {
        var image = ShortForms.Named(node);
        if (image is not { IsNull: false })
        {
            return null;
        }

        // Each value of a matrix makes a job, whose image may be another one.
        var all = JobMatrix.Of(job.Keys, image.Value, variables).Select(variant => references.Image(image, variant)).OfType<Reference>().DistinctBy(reference => (reference.Name, reference.Version?.Value)).ToImmutableArray();
        return all.IsEmpty ? null : new Container
        {
            Name = name,
            Image = all[0],
            Others = all[1..],
            Command = [.. ContainerWords.Of(node).Select(word => new Located<string>(CredentialFormats.MaskAll(word.Value), word.Span))],
            Variables = texts.Settings((node as YamlMapping)?["variables"] as YamlMapping, $"jobs/{job.Name}/services/variables"),
        };
    }

    private static string NameOf(YamlNode service) => (service as YamlMapping)?["alias"] is YamlScalar alias ? alias.Value : ShortForms.Named(service)?.Value ?? "";

    private static ImmutableArray<YamlNode> Items(YamlNode? node) => node switch
    {
        YamlSequence sequence => sequence.Items,
        YamlScalar { IsNull: false } or YamlMapping => [node],
        _ => [],
    };

    private ImmutableArray<Step> Steps(JobScripts scripts, JobVariables variables, ImmutableArray<Trigger> started)
    {
        var job = scripts.Job;
        if (job.Keys.Entry("trigger") is not null)
        {
            Forwarding(job, variables);
            return [];
        }

        var steps = ImmutableArray.CreateBuilder<Step>();
        var exchanges = ExchangeReader.Read(job);
        steps.Add(new Step
        {
            Key = CloneKey,
            Span = job.Span,
            Checkout = Clones(variables) ? new Checkout { Span = job.Span, Ref = "", Origin = started.Any(trigger => trigger.StartedBy is Origin.Outsider) ? Origin.Outsider : Origin.Contributor, KeepsCredentials = false } : null,
            Exchanges = [.. exchanges.Where(exchange => exchange.Kind is not ExchangeKind.Upload)],
        });
        foreach (var script in flows.Of(scripts))
        {
            var step = Step(job, script, variables);

            // What comes last runs whatever happened before, and its failure never matters.
            steps.Insert(script.Key is JobScripts.HooksKey ? 0 : steps.Count, script.Key is JobScripts.AfterKey ? step with { ContinueOnError = new Located<string>("true", job.Keys.Entry("after_script")!.Key.Span) } : step);
        }

        // They are started before anything of the job is there, and beside it.
        foreach (var node in Items(job.Keys["services"]).Prepend(job.Keys["image"]))
        {
            if (ContainerWords.ScriptIn(ContainerWords.Of(node)) is { } program)
            {
                var key = node == job.Keys["image"] ? "image" : $"services/{NameOf(node!)}";
                steps.Insert(0, Step(job, flows.Follow(scripts, key, [program], ShellKind.Posix), variables));
            }
        }

        foreach (var item in Items(job.Keys["run"]).OfType<YamlMapping>())
        {
            steps.Add(RunStep(scripts, item, variables));
        }

        // What has no script here has it from what adds the job.
        if (scripts.Main.IsEmpty && job.Keys.Entry("run") is null && includes.FirstOrDefault(include => Catalogue.Find(include)?.Jobs.Contains(job.Name) == true) is { } include)
        {
            steps.Add(new Step { Key = "template", Span = job.Span, Uses = include });
        }

        if (((job.Keys[ReleaseKey] as YamlMapping)?["assets"] as YamlMapping)?.Entry("links") is { Value: YamlSequence { Items.IsEmpty: false } } links)
        {
            steps.Add(new Step { Key = ReleaseKey, Span = links.Key.Span, Scripts = [new Script { Shell = ShellKind.Posix, Text = ReleaseCommand, Span = links.Key.Span }] });
        }

        if (exchanges.Any(exchange => exchange.Kind is ExchangeKind.Upload))
        {
            steps.Add(new Step
            {
                Key = "artifacts",
                Span = job.Span,
                Exchanges = [.. exchanges.Where(exchange => exchange.Kind is ExchangeKind.Upload)],
                Effects = ExchangeReader.PublishesResults(job) ? StepEffects.PublishesResults : StepEffects.None,
            });
        }

        return steps.DrainToImmutable();
    }

    // What the other pipeline gets without a word: what is set for all jobs, and, where that is asked for, what whoever started this one has set.
    private void Forwarding(CiJob job, JobVariables variables)
    {
        var trigger = job.Keys["trigger"];
        if (references.Started(trigger) is not { } started)
        {
            return;
        }

        var forward = (trigger as YamlMapping)?["forward"] as YamlMapping;
        if (forward?["pipeline_variables"] is YamlScalar { Value: "true" } all)
        {
            texts.Add(new SecretUse { Kind = SecretUseKind.Forwarded, Text = "pipeline_variables: true", Span = all.Span, Place = SecretPlace.CalledSecret, Job = job.Name, Receiver = started });
        }

        if (forward?["yaml_variables"] is YamlScalar { Value: "false" } || started.Publisher is Publisher.SameRepository)
        {
            return;
        }

        foreach (var variable in variables.InheritedSecrets)
        {
            texts.Add(new SecretUse { Kind = SecretUseKind.Forwarded, Name = variable.Secret, Text = variable.Name, Span = variable.Value.Span, Place = SecretPlace.CalledSecret, Job = job.Name, Receiver = started });
        }
    }

    // A step of the new kind: a script, or code of others.
    private Step RunStep(JobScripts scripts, YamlMapping item, JobVariables variables)
    {
        var job = scripts.Job;
        var name = (item["name"] as YamlScalar)?.Value ?? "run";
        var uses = item["step"] is YamlScalar { IsNull: false } used && !used.Value.StartsWith("./", StringComparison.Ordinal) ? references.Component(used, ReferenceKind.Include) : null;
        var lines = ScriptLines.Of(item["script"]);
        var step = lines.IsEmpty ? new Step { Key = name, Span = item.Span } : Step(job, flows.Follow(scripts, name, lines, ShellKind.Posix), variables);
        return step with { Uses = uses, Inputs = texts.Settings(item["inputs"] as YamlMapping, $"jobs/{job.Name}/{name}") };
    }

    private static bool Clones(JobVariables variables) => variables["GIT_STRATEGY"]?.Value is not ("none" or "empty");

    private Step Step(CiJob job, FollowedScript script, JobVariables variables)
    {
        var (key, lines, program, flow) = script;
        var secrets = program.Names.Distinct(StringComparer.Ordinal).Where(name => IdTokenReader.IsSecret(job, name) ?? (SecretNames.IsSecret(name) && !variables.Sets(name))).ToList();
        var uses = secrets.Select(name => new { Name = name, Place = program.PlaceOf(name) }).ToList();
        foreach (var use in uses)
        {
            texts.Add(new SecretUse { Kind = SecretUseKind.Named, Name = use.Name, Text = "$" + use.Name, Span = use.Place, Place = SecretPlace.Script, Job = job.Name, Step = key });
        }

        return new Step
        {
            Key = key,
            Span = lines[0].Span,

            // The platform puts them into the environment by itself; the files show them where they are used first.
            Variables = [.. uses.Select(use => new Setting { Name = use.Name, NameSpan = use.Place, Value = "$" + use.Name, Span = use.Place, Secrets = [use.Name] })],
            Scripts = program.Scripts(flow),
        };
    }
}
