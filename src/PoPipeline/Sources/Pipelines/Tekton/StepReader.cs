using System.Collections.Immutable;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads the containers of a task.</summary>
/// <param name="texts">Reads their texts.</param>
/// <param name="resources">The resources of the repository.</param>
/// <remarks>Source: https://tekton.dev/docs/pipelines/tasks/#defining-steps.</remarks>
internal sealed class StepReader(TektonTexts texts, ResourceSet resources)
{
    /// <summary>A step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="template">What all steps have; null where nothing is.</param>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="job">The job.</param>
    /// <param name="scope">What the names in it stand for.</param>
    /// <param name="defaults">What a parameter is where nobody says it.</param>
    /// <param name="volumes">The volumes of the task.</param>
    public Step Read(YamlMapping step, YamlMapping? template, int index, string job, TextScope scope, Func<string, string?> defaults, TaskVolumes volumes)
    {
        var name = step["name"] as YamlScalar;
        var key = name?.Value ?? $"step-{index + 1}";
        var subject = $"jobs/{job}/{key}";
        var variables = Variables(template, key, job, scope, subject).Concat(Variables(step, key, job, scope, subject)).GroupBy(variable => variable.Name, StringComparer.Ordinal).Select(same => same.Last()).ToImmutableArray();
        var scripts = Scripts(step, template, scope, subject).Select(script => Followed(script, variables)).ToImmutableArray();
        foreach (var secret in Mounts(step, template).Select(mount => mount["name"]).OfType<YamlScalar>().SelectMany(volume => volumes.OfSecrets[volume.Value]).Distinct())
        {
            texts.Add(new SecretUse { Kind = SecretUseKind.Named, Name = $"{secret.Value}/{SecretUse.AnyName}", Text = secret.Value, Span = secret.Span, Place = SecretPlace.Other, Job = job, Step = key });
        }

        return new Step
        {
            Key = key,
            Span = step.Span,
            Name = name is null ? null : new Located<string>(name.Value, name.Span),
            Id = name is null ? null : new Located<string>(name.Value, name.Span),
            Condition = Conditions.Of(step),
            Uses = ReferenceReader.Of(step["ref"], "StepAction", resources),
            Inputs = [.. Settings(step["params"] as YamlSequence, scope, subject)],
            Container = Container(step, template, key, defaults, volumes) is { } container ? container with { Command = Words(step, template) } : null,
            Variables = variables,
            Scripts = scripts,
            WorkingDirectory = (step["workingDir"] ?? template?["workingDir"]) is YamlScalar { IsNull: false } folder ? new Located<string>(folder.Value, folder.Span) : null,
            ContinueOnError = step["onError"] is YamlScalar { Value: "continue" } onError ? new Located<string>("true", onError.Span) : null,
        };
    }

    /// <summary>What a container is, and what it may do on its machine.</summary>
    /// <param name="node">The container.</param>
    /// <param name="template">What all have; null where nothing is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="defaults">What a parameter is where nobody says it.</param>
    /// <param name="volumes">The volumes of the task.</param>
    public static Container? Container(YamlMapping node, YamlMapping? template, string name, Func<string, string?> defaults, TaskVolumes volumes)
    {
        if ((node["image"] ?? template?["image"]) is not YamlScalar { IsNull: false } image)
        {
            return null;
        }

        return new Container
        {
            Name = name,
            Image = ReferenceReader.Image(image, defaults),
            Volumes =
            [
                .. Mounts(node, template)
                    .Select(mount => mount["name"] is YamlScalar volume && volumes.OfHost.TryGetValue(volume.Value, out var source) ? source : null)
                    .OfType<Located<string>>()
                    .Distinct(),
            ],
            Rights = [.. new[] { template, node }.SelectMany(part => SecurityContexts.Rights(part?["securityContext"] as YamlMapping))],
        };
    }

    /// <summary>What is handed, as settings.</summary>
    /// <param name="parameters">The list.</param>
    /// <param name="scope">What the names in it stand for.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public IEnumerable<Setting> Settings(YamlSequence? parameters, TextScope scope, string subject) =>
        Parameters.Values(parameters).SelectMany(given => Parameters.Texts(given.Value).Take(MostTexts).Select(text => texts.Setting(given.Name, text, scope, subject)));

    // A list of hundreds of texts is data.
    private const int MostTexts = 100;

    private static IEnumerable<YamlMapping> Mounts(YamlMapping node, YamlMapping? template) => new[] { template, node }.SelectMany(part => (part?["volumeMounts"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []);

    private IEnumerable<Setting> Variables(YamlMapping? node, string key, string job, TextScope scope, string subject)
    {
        foreach (var entry in (node?["env"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (entry["name"] is not YamlScalar { IsNull: false } name)
            {
                continue;
            }

            if (entry["value"] is YamlScalar value)
            {
                yield return texts.Setting(name, value, scope, $"{subject}/env");
            }
            else if ((entry["valueFrom"] as YamlMapping)?["secretKeyRef"] is YamlMapping secret)
            {
                var used = $"{(secret["name"] as YamlScalar)?.Value}/{(secret["key"] as YamlScalar)?.Value}";
                texts.Add(new SecretUse { Kind = SecretUseKind.Named, Name = used, Text = used, Span = secret.Span, Place = SecretPlace.StepVariable, Job = job, Step = key });
                yield return new Setting { Name = name.Value, NameSpan = name.Span, Value = "", Span = secret.Span, Secrets = [used] };
            }
        }

        foreach (var source in (node?["envFrom"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (source["secretRef"] is YamlMapping secret && secret["name"] is YamlScalar named)
            {
                texts.Add(new SecretUse { Kind = SecretUseKind.Named, Name = $"{named.Value}/{SecretUse.AnyName}", Text = named.Value, Span = secret.Span, Place = SecretPlace.StepVariable, Job = job, Step = key });
            }
        }
    }

    private IEnumerable<Script> Scripts(YamlMapping step, YamlMapping? template, TextScope scope, string subject)
    {
        if (step["script"] is YamlScalar { IsNull: false } script)
        {
            yield return texts.Script(script, Shebang.KindOf(script.Value), scope, subject);
        }

        // A program that reads its script from an argument: command: [bash, -c], args: ["…"]. A script takes the place of the command of all steps.
        var all = step["script"] is null ? template : null;
        var words = Texts(step["command"] ?? all?["command"]).Concat(Texts(step["args"] ?? all?["args"])).ToImmutableArray();
        var program = words is [{ Value: "env" or "/usr/bin/env" }, _, ..] ? 1 : 0;
        for (var index = program + 1; index + 1 < words.Length; index++)
        {
            if (words[index].Value is "-c" or "-ec" or "-ce" or "-exc" or "-lc" or "-xc" or "-euc" or "-euxc" or "-Command" && Shebang.ProgramOf(words[program].Value) is var shell and not ShellKind.Unknown)
            {
                yield return texts.Script(words[index + 1], shell, scope, subject) with { Starts = ShellStart.Of(string.Join(' ', words.Take(index + 1).Select(word => word.Value))) };
                break;
            }
        }
    }

    // A script takes the place of both.
    private static ImmutableArray<Located<string>> Words(YamlMapping step, YamlMapping? template) =>
        step["script"] is YamlScalar { IsNull: false } ? []
            : [.. Texts(step["command"] ?? template?["command"]).Concat(Texts(step["args"] ?? template?["args"])).Take(MostTexts).Select(TektonTexts.Shown)];

    private static Script Followed(Script script, ImmutableArray<Setting> variables)
    {
        var flow = ScriptFlow.Of(script, new FlowStart { Variable = name => variables.LastOrDefault(variable => variable.Name == name) is { } variable ? Provenance.Join(variable.Interpolations.Select(put => put.Provenance)) : null });
        return flow.Sinks.IsEmpty ? script : script with { Sinks = flow.Sinks };
    }

    private static IEnumerable<YamlScalar> Texts(YamlNode? list) => (list as YamlSequence)?.Items.OfType<YamlScalar>() ?? [];
}
