using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads the steps of one job, in order.</summary>
/// <param name="reader">The file's readers.</param>
/// <param name="job">The job.</param>
/// <param name="runner">The machine that it asks for.</param>
internal sealed class StepReader(FileReader reader, JobNode job, Runner? runner)
{
    private readonly StepKeys keys = new();
    private readonly JobCheckouts checkouts = new(reader);
    private ForeignVariables? foreign;
    private bool hasScript;

    /// <summary>Reads a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="index">Its index in the job.</param>
    public Step Read(YamlMapping step, int index)
    {
        var uses = step.Scalar("uses") is { } used ? checkouts.Resolve(reader.References.Uses(used, ReferenceKind.Action)) : null;
        var key = keys.Next(step, uses?.Name);
        var subject = $"jobs/{job.Id}/{key}";
        var use = new TextUse(SecretPlace.Other, new ActionsScope(reader.Lookup, job, index), key, subject);
        var condition = JobReader.ConditionOf(reader, step, use);
        var variables = reader.Texts.Settings(step["env"], use with { Place = SecretPlace.StepVariable, Subject = subject + "/env" });
        var scripts = ImmutableArray.CreateBuilder<Script>();
        if (step.Scalar("run") is { } run)
        {
            var (shell, start) = ShellOf(step, use.Scope);
            scripts.Add(Followed(Script(run, shell, use, input: null) with { Starts = start }, index));
        }

        var inputs = uses is null ? [] : Inputs(step["with"], uses, scripts, use, index);
        var folder = uses is null ? step.Scalar("working-directory") ?? Default("working-directory") : null;
        var checkout = uses is null ? null : CheckoutReader.Read(reader, step, uses, use.Scope);
        checkouts.Add(checkout, step.Mapping("with"));
        var programs = scripts.DrainToImmutable();
        return new Step
        {
            Key = key,
            Span = step.Span,
            Id = step.Scalar("id").Located(),
            Name = step.Scalar("name").Located(),
            Condition = condition,
            Uses = uses,
            Effects = KnownActions.Of(uses, inputs),
            Inputs = inputs,
            Variables = variables,
            Scripts = programs,
            WorkingDirectory = folder.Located(),
            WorkingDirectoryChoices = folder is null ? [] : TextReader.Choices(folder, use),
            ContinueOnError = JobReader.Tolerated(step),
            Checkout = checkout,
            Exchanges = ExchangeReader.Read(reader, step, uses, programs),
            Gates = StepGates.Of(uses, programs),
        };
    }

    private ImmutableArray<Setting> Inputs(YamlNode? with, Reference uses, ImmutableArray<Script>.Builder scripts, TextUse use, int index)
    {
        if (with is not YamlMapping mapping)
        {
            return reader.Texts.Settings(with, use with { Place = SecretPlace.Input });
        }

        var known = Catalogue.Find(uses);
        var input = use with { Place = SecretPlace.Input, Subject = use.Subject + "/with" };
        var inputs = ImmutableArray.CreateBuilder<Setting>(mapping.Entries.Length);
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value is YamlScalar value && known?.ShellOf(entry.Key.Value) is { } shell)
            {
                var script = Followed(Script(value, shell, use, entry.Key.Value), index);
                scripts.Add(script);
                inputs.Add(new Setting { Name = entry.Key.Value, NameSpan = entry.Key.Span, Value = script.Text, Span = value.Span, Secrets = TextReader.SecretsOf(script.Interpolations), Interpolations = script.Interpolations });
            }
            else
            {
                inputs.Add(reader.Texts.Setting(entry, input));
            }
        }

        return inputs.DrainToImmutable();
    }

    // Where nothing of others can reach a script, there is nothing to follow.
    private Script Followed(Script script, int index)
    {
        foreign ??= new ForeignVariables(reader.Lookup, reader.File, job);
        ImmutableArray<TextSink> sinks =
        [
            .. StepFlow.IsWorthFollowing(script, foreign.Before(index), () => reader.Lookup.FilesIn(job, index) is not null || foreign.MayBeInFiles(index)) ? reader.Lookup.FlowOf(job, index, script).Sinks : [],
            .. EnvironmentsOf(index).OfType<TextSink>(),
        ];
        return sinks.IsEmpty ? script : script with { Sinks = sinks };
    }

    // Those of the job and the workflow are told of at the first script that runs in them.
    private IEnumerable<TextSink?> EnvironmentsOf(int index)
    {
        yield return ComputedEnvironment.SinkIn(job.StepNodes[index]["env"], reader.Lookup.ScopeOf(job, index));
        if (!hasScript)
        {
            hasScript = true;
            yield return ComputedEnvironment.SinkIn(job.Node["env"], reader.Lookup.ScopeOf(job, step: null));
            yield return ComputedEnvironment.SinkIn(reader.File.Root?["env"], reader.Lookup.ScopeOf(job: null, step: null));
        }
    }

    private Script Script(YamlScalar text, ShellKind shell, TextUse use, string? input) => new()
    {
        Shell = shell,
        Text = reader.Texts.Masked(text, name: null, use with { Subject = use.Subject + "/" + (input ?? "run") }),
        Span = text.Span,
        Anchors = text.Anchors,
        Interpolations = reader.Texts.Interpolations(text, use with { Place = SecretPlace.Script }),
        Input = input,

        // What runs an input has the shell stop at its errors, as the platform does where it is told nothing.
        Starts = ScriptStart.StopsAtError,
    };

    // Where nothing is said, the machine decides: PowerShell on Windows, bash elsewhere. A script for both is read as bash.
    private (ShellKind Shell, ScriptStart Start) ShellOf(YamlMapping step, ActionsScope scope)
    {
        if ((step.Scalar("shell") ?? Default("shell")) is not { } shell)
        {
            var systems = runner?.Labels.Where(label => !HostedLabels.IsNeutral(label.Value)).ToList() ?? [];
            return (systems.Count > 0 && systems.All(label => HostedLabels.IsWindows(label.Value)) ? ShellKind.PowerShell : ShellKind.Posix, ShellNames.StartOf(""));
        }

        var kinds = StaticTexts.Of(shell, scope).Select(text => ShellNames.KindOf(text.Located.Value)).Distinct().ToList();
        return (kinds is [var only] ? only : kinds.Contains(ShellKind.Posix) ? ShellKind.Posix : ShellKind.Unknown, ShellNames.StartOf(shell.Value));
    }

    private YamlScalar? Default(string key) =>
        job.Node.Mapping("defaults").Mapping("run").Scalar(key) ?? reader.File.Root.Mapping("defaults").Mapping("run").Scalar(key);
}
