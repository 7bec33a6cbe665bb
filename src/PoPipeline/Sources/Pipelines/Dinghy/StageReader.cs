using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines.Dinghy.Spel;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Reads the stages of a pipeline: each is a job of one step, or one that somebody answers, or one that starts something elsewhere.</summary>
/// <param name="texts">Reads their texts.</param>
/// <param name="artifacts">Reads what they deploy.</param>
/// <remarks>Source: https://spinnaker.io/docs/reference/pipeline/stages/.</remarks>
internal sealed class StageReader(DinghyTexts texts, ArtifactReader artifacts)
{
    /// <summary>How many stages of a pipeline are read at most.</summary>
    public const int MostStages = 1000;

    private const int MostInputs = 60;

    private static readonly string[] Deploying =
    [
        "deploy", "deployManifest", "patchManifest", "undoRolloutManifest", "rollingRestartManifest", "scaleManifest", "cloneServerGroup", "rollbackCluster", "enableServerGroup", "resizeServerGroup", "deployService", "deployCloudFormation", "deployKubernetes",
        "upsertLoadBalancers", "evaluateCloudFormationChangeSetExecution", "deployHelm",
    ];

    private static readonly string[] AddressKeys = ["url", "cancelEndpoint", "statusEndpoint", "statusUrl", "repoUrl", "repositoryUrl"];

    private static readonly string[] Elsewhere = ["jenkins", "travis", "wercker", "concourse", "googleCloudBuild", "awsCodeBuild", "gitlabCi", "pipeline"];

    /// <summary>The stages of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public ImmutableArray<Job> Read(YamlMapping pipeline)
    {
        var items = Nodes.Items(pipeline["stages"]).Take(MostStages).ToImmutableArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var jobs = ImmutableArray.CreateBuilder<Job>();
        foreach (var (index, item) in items.Index())
        {
            if (Stage(item) is not { } stage)
            {
                continue;
            }

            var refId = stage["refId"] is YamlScalar { IsNull: false } written ? written.Value : "";
            var name = (Nodes.Text(stage["name"]) ?? Nodes.Text(stage["type"]))?.Value ?? $"stage-{index + 1}";
            var id = names.Add(name) ? name : $"{name} ({(refId.Length > 0 ? refId : index + 1)})";
            _ = names.Add(id);
            _ = ids.TryAdd(refId, id);
            jobs.Add(Job(stage, id, texts.Tree.UnknownOf(item)?.Call));
        }

        return [.. jobs.Select(job => job with { Needs = [.. job.Needs.Select(need => need with { Value = ids.GetValueOrDefault(need.Value, need.Value) })] })];
    }

    /// <summary>A module that lies elsewhere.</summary>
    /// <param name="call">Its call.</param>
    public static Reference Module(ModuleCall call) => new()
    {
        Kind = ReferenceKind.Module,
        Text = call.Name,
        Span = call.Span,
        Name = call.Name,
        Pin = Pin.None,
        Immutable = false,
        Publisher = Publisher.Unknown,
    };

    // Of a stage that a module elsewhere makes, what it is handed is known.
    private YamlMapping? Stage(YamlNode item)
    {
        if (item is YamlMapping stage)
        {
            return stage;
        }

        if (texts.Tree.UnknownOf(item)?.Call is not { } call)
        {
            return null;
        }

        var entries = call.Arguments.Select(argument => new YamlEntry(
            YamlScalar.Of(argument.Span.Start, argument.Name, isPlain: true, []),
            argument.Name is "requisiteStageRefIds" ? Ids(argument) : YamlScalar.Of(argument.Span, argument.Value, isPlain: false, [])));
        return new YamlMapping(item.Span, call.Arguments.Any(argument => argument.Name is "name") ? [.. entries] : [.. entries, new YamlEntry(YamlScalar.Of(call.Span.Start, "name", isPlain: true, []), YamlScalar.Of(call.Span, call.Name, isPlain: false, []))], isFlow: true);
    }

    private static YamlSequence Ids(ModuleArgument argument) =>
        new(argument.Span, [.. argument.Value.Trim('[', ']').Split(',').Select(id => id.Trim().Trim('"')).Where(id => id.Length > 0).Select(id => YamlScalar.Of(argument.Span, id, isPlain: false, []))], isFlow: true);

    private Job Job(YamlMapping stage, string id, ModuleCall? call)
    {
        var named = Nodes.Text(stage["name"]) ?? Nodes.Text(stage["type"]);
        var type = Nodes.Text(stage["type"])?.Value ?? "";
        var subject = $"jobs/{id}";
        var job = new Job
        {
            Id = id,
            Span = named?.Span ?? stage.Span.Start,
            Name = Nodes.Located(stage["name"]),
            Needs = [.. Nodes.Texts(stage["requisiteStageRefIds"]).Select(need => new Located<string>(need.Value, need.Span))],
            Condition = ConditionOf(stage),
            Timeout = stage.Entry("stageTimeoutMs")?.Key.Span,
            Window = stage.Entry("restrictExecutionDuringTimeWindow") is { } window && Nodes.IsTrue(window.Value) ? window.Key.Span : null,
            ContinueOnError = Tolerated(stage),
        };
        if (call is not null)
        {
            return job with { Calls = Module(call), Inputs = Inputs(stage, subject) };
        }

        if (type is "manualJudgment")
        {
            return job with { Start = new Start(StartKind.Blocking, Nodes.Text(stage["type"])!.Span), Condition = Asked(stage, job.Condition) };
        }

        if (Array.IndexOf(Elsewhere, type) >= 0)
        {
            var what = Nodes.Text(stage["job"]) ?? Nodes.Text(stage["pipeline"]) ?? Nodes.Text(stage["projectName"]) ?? Nodes.Text(stage["type"])!;
            return job with
            {
                Calls = Reference.Unknown(texts.Masked(what, name: null, subject), what.Span, ReferenceKind.ReusablePipeline, type is "pipeline" ? "it is another pipeline of the server, as it is there when this one runs" : $"it runs in another system, '{type}', as it is there when this one runs"),
                Inputs = [.. Inputs(stage, subject), .. Nested(stage["parameters"] ?? stage["pipelineParameters"], subject)],
            };
        }

        return Work(job, stage, type, subject);
    }

    private Job Work(Job job, YamlMapping stage, string type, string subject)
    {
        var manifests = ManifestReader.Pods(stage).ToImmutableArray();
        var runs = type is "runJobManifest" or "runJob" or "runJobConfig";
        var containers = new ManifestReader(texts, artifacts);
        var uses = Nodes.Text(stage["type"]) is not { } written ? null : new Reference
        {
            Kind = ReferenceKind.Action,
            Text = type,
            Span = written.Span,
            Name = type,
            Pin = Pin.Local,
            Immutable = true,
            Publisher = Publisher.PlatformVendor,
        };
        var main = new Step
        {
            Key = type.Length > 0 ? type : "stage",
            Span = stage.Span,
            Uses = uses,
            Inputs = Inputs(stage, subject),
            Scripts = [.. Scripts(stage, type, subject)],
            Addresses = [.. Addresses(stage, type)],
            Effects = Array.IndexOf(Deploying, type) >= 0 ? StepEffects.Publishes : StepEffects.None,
        };
        var target = Nodes.Text(stage["account"]) ?? Nodes.Text(stage["credentials"]) ?? Nodes.Objects(stage["clusters"]).Select(cluster => Nodes.Text(cluster["account"])).FirstOrDefault(account => account is not null);
        var space = Nodes.Text(stage["namespaceOverride"]) ?? Nodes.Text(stage["namespace"]);
        return job with
        {
            Runner = new Runner { Span = job.Span, Kind = RunnerKind.Unknown },
            Steps = runs ? [main, .. manifests.SelectMany(pod => containers.Steps(pod, subject))] : [main],
            Services = [.. runs ? [] : manifests.SelectMany(containers.Containers), .. Named(stage)],
            HostAccess = [.. manifests.SelectMany(ManifestReader.Holes)],
            Environment = main.Effects is StepEffects.None || target is null ? null : new Located<string>(space is null || texts.IsOpen(space) ? target.Value : $"{target.Value}/{space.Value}", target.Span),
        };
    }

    // Images and charts that the stage names without an artifact of the pipeline.
    private IEnumerable<Container> Named(YamlMapping stage) =>
        new[] { stage["manifestArtifact"], stage["artifact"] }.Concat(Nodes.Objects(stage["inputArtifacts"]).Select(input => input["artifact"])).Concat(Nodes.Objects(stage["requiredArtifacts"]).Select(input => input["artifact"]))
            .Select(node => artifacts.Of(node as YamlMapping)).OfType<Reference>().Select((reference, index) => new Container { Name = $"artifact-{index + 1}", Image = reference });

    private ImmutableArray<Setting> Inputs(YamlMapping stage, string subject) =>
        [.. stage.Entries.Where(entry => entry.Value is YamlScalar { IsNull: false } && entry.Key.Value is not ("name" or "type" or "refId")).Take(MostInputs).Select(entry => texts.Setting(entry.Key, (YamlScalar)entry.Value, subject))];

    private IEnumerable<Setting> Nested(YamlNode? node, string subject) =>
        ((node as YamlMapping)?.Entries ?? []).Where(entry => entry.Value is YamlScalar { IsNull: false }).Take(MostInputs).Select(entry => texts.Setting(entry.Key, (YamlScalar)entry.Value, subject));

    private IEnumerable<Script> Scripts(YamlMapping stage, string type, string subject)
    {
        if (type is "script" && Nodes.Text(stage["command"]) is { } command)
        {
            yield return texts.Script(command, ShellKind.Posix, subject);
        }

        // What is put into an address before its query says where the request goes.
        if (type is "webhook" && Nodes.Text(stage["url"]) is { } url && SpelReader.In(url.Value, SpelSources.None).Any(put => put.Offset < (url.Value.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? query : int.MaxValue)))
        {
            yield return texts.Script(url, ShellKind.Unknown, subject, "url");
        }
    }

    private IEnumerable<Located<string>> Addresses(YamlMapping stage, string type) =>
        type is not ("webhook" or "script" or "deployCloudFormation") && !type.EndsWith("Webhook", StringComparison.Ordinal) ? []
        : AddressKeys.Select(key => Nodes.Text(stage[key])).OfType<YamlScalar>().Where(url => !texts.IsOpen(url) || url.Value.IndexOf("${", StringComparison.Ordinal) > "https://a".Length).Select(url => new Located<string>(url.Value, url.Span));

    // 'continuePipeline' goes on after a failure; without 'failPipeline' the branch ends, and the pipeline succeeds.
    private static Located<string>? Tolerated(YamlMapping stage) =>
        stage.Entry("continuePipeline") is { } goesOn && Nodes.IsTrue(goesOn.Value) ? new Located<string>("true", goesOn.Value.Span)
        : stage.Entry("failPipeline") is { } fails && Nodes.IsFalse(fails.Value) && !Nodes.IsTrue(stage["completeOtherBranchesThenFail"]) ? new Located<string>("true", fails.Value.Span)
        : null;

    private static Condition? ConditionOf(YamlMapping stage)
    {
        if (stage["stageEnabled"] is not YamlMapping enabled || Nodes.Text(enabled["expression"]) is not { } expression)
        {
            return null;
        }

        // With or without marks around it.
        var written = expression.Value.Trim();
        var inner = written.StartsWith("${", StringComparison.Ordinal) && SpelTokens.EndOf(written, 0) == written.Length ? written[2..^1] : written;
        var read = SpelReader.Read(inner, SpelSources.None);
        var why = read.Constant is true && inner.Trim() is not "true" ? "it compares what is the same in every run"
            : read.Constant is true ? "it is the word 'true'"
            : null;
        return new Condition
        {
            Text = expression.Value,
            Span = expression.Span,
            IsNever = read.Constant is false,
            IsAfterFailure = IsAfterFailure(SpelTokens.In(inner)),
            Faults = why is null ? [] : [new ConditionFault(ConditionFaultKind.AlwaysTrue, expression.Value, expression.Span, why)],
        };
    }

    // #stage('Deploy')['status'].toString() == 'TERMINAL', #stage('Deploy').hasFailed.
    private static bool IsAfterFailure(ImmutableArray<string> tokens)
    {
        if (tokens is not ["#", "stage", "(", [('\'' or '"'), ..], ")", .. var asked])
        {
            return false;
        }

        var (asks, rest) = asked switch
        {
            ["[", [_, .. var key, _], "]", .. var behind] => (key, behind),
            [".", var key, .. var behind] => (key, behind),
            _ => ("", asked),
        };
        rest = rest is [".", "toString" or "name", "(", ")", .. var compared] ? compared : rest;
        return asks switch
        {
            "hasFailed" => rest.IsEmpty,
            "status" => rest is ["==", [('\'' or '"'), .. "TERMINAL" or "FAILED_CONTINUE" or "STOPPED" or "CANCELED", _]],
            _ => false,
        };
    }

    private Condition Asked(YamlMapping stage, Condition? condition)
    {
        var roles = stage["selectedStageRoles"];
        var isOpen = texts.Tree.UnknownOf(roles) is null && !Nodes.Texts(roles).Any();
        var type = Nodes.Text(stage["type"])!;
        var gate = new Gate(GateKind.Approval, "manualJudgment", type.Span) { IsOpen = isOpen };
        return (condition ?? new Condition { Text = "manualJudgment", Span = type.Span }) with { Gates = [gate] };
    }
}
