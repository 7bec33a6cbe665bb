using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads a job of a workflow, or the steps of an action.</summary>
internal static class JobReader
{
    /// <summary>Reads a job.</summary>
    public static Job Read(FileReader reader, JobNode job)
    {
        var scope = new ActionsScope(reader.Lookup, job);
        var subject = $"jobs/{job.Id}";
        var use = new TextUse(SecretPlace.Other, scope, Step: null, subject);
        var uses = job.Node.Scalar("uses");
        var calls = uses is null ? null : reader.References.Uses(uses, ReferenceKind.ReusablePipeline);
        var runner = uses is null ? RunnerReader.Read(job, scope, reader.Policy) : null;
        var condition = ConditionOf(reader, job.Node, use);
        var variables = reader.Texts.Settings(job.Node["env"], use with { Place = SecretPlace.JobVariable, Subject = subject + "/env" });
        var inputs = uses is null ? [] : reader.Texts.Settings(job.Node["with"], use with { Place = SecretPlace.Input, Subject = subject + "/with" });
        var outputs = reader.Texts.Settings(job.Node["outputs"], use with { Subject = subject + "/outputs" });
        if (calls is not null)
        {
            CalledSecrets(reader, job, calls, use);
        }

        var read = new Job
        {
            Id = job.Id,
            Span = job.Key.Span,
            Name = job.Node.Scalar("name").Located(),
            Condition = condition,

            // As the other job writes its id itself, which here is the same in any case.
            Needs = [.. job.Needs.Select(need => new Located<string>(reader.File.JobOf(need.Value)?.Id ?? need.Value, need.Span))],
            Runner = runner,
            Permissions = PermissionsReader.Read(job.Node.Entry("permissions")),
            Container = ContainerReader.Read(reader, job, scope),
            Services = ContainerReader.Services(reader, job, scope),
            Environment = (job.Node["environment"] as YamlScalar ?? job.Node.Mapping("environment").Scalar("name")) is { IsNull: false } environment ? environment.Located() : null,
            Variables = variables,
            Steps = Steps(reader, job, runner),
            Calls = calls,
            Inputs = inputs,
            Outputs = outputs,
            Timeout = job.Node.Entry("timeout-minutes")?.PlaceOf(),
            ContinueOnError = Tolerated(job.Node),
            Concurrency = job.Node.Entry("concurrency")?.PlaceOf(),
            AfterFailure = job.Needs.Any() && job.Node.Scalar("if") is { } written ? RegardlessConditions.Of(written) : null,
            Cancelled = Cancelled(job.Node) ?? Cancelled(reader.File.Root),
        };
        reader.Texts.Rest(job.Node, use);
        return read;
    }

    /// <summary>Reads <c>if</c>; null where there is none.</summary>
    public static Condition? ConditionOf(FileReader reader, YamlMapping node, TextUse use) =>
        node.Scalar("if") is { } condition ? reader.Texts.Condition(condition, use) : null;

    /// <summary>Where a failure is declared not to matter; an expression may say so.</summary>
    public static Located<string>? Tolerated(YamlMapping node) =>
        node.Scalar("continue-on-error") is { } tolerated && !tolerated.Is(expected: false) ? tolerated.Located() : null;

    // Of a group of runs the one that goes on is cancelled when a newer one comes; an expression may say otherwise.
    private static Place? Cancelled(YamlMapping? node) =>
        node.Mapping("concurrency")?.Entry("cancel-in-progress") is { Value: YamlScalar value } entry && value.Is(expected: true) ? entry.Key.Span : null;

    private static ImmutableArray<Step> Steps(FileReader reader, JobNode job, Runner? runner)
    {
        var steps = ImmutableArray.CreateBuilder<Step>(job.StepNodes.Length);
        var stepReader = new StepReader(reader, job, runner);
        for (var index = 0; index < job.StepNodes.Length; index++)
        {
            steps.Add(stepReader.Read(job.StepNodes[index], index));
        }

        return steps.DrainToImmutable();
    }

    private static void CalledSecrets(FileReader reader, JobNode job, Reference calls, TextUse use)
    {
        var secrets = job.Node["secrets"];
        if (secrets is YamlScalar { Value: "inherit" } inherit)
        {
            reader.Texts.Add(new SecretUse
            {
                Kind = SecretUseKind.Inherited,
                Text = inherit.Value,
                Span = inherit.Span,
                Place = SecretPlace.CalledSecret,
                Job = job.Id,
                Receiver = calls,
            });
        }
        else
        {
            reader.Texts.Settings(secrets, use with { Place = SecretPlace.CalledSecret, Subject = use.Subject + "/secrets" });
        }
    }
}
