using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Turns the steps of one job into those of the model, one after the other, with what the steps before have set.</summary>
/// <param name="job">The id of the job.</param>
/// <param name="shell">What reads scripts that say nothing of it.</param>
/// <param name="start">How that takes the failure of a command.</param>
/// <param name="variables">The variables of the job.</param>
/// <param name="texts">Puts parameters into texts.</param>
/// <param name="settings">Reads variables.</param>
/// <param name="secrets">Takes the uses of secrets.</param>
/// <param name="budget">How much is taken apart.</param>
/// <param name="continues">The pipeline of this repository that a file starts, by its path; null where it is none.</param>
internal sealed class JobSteps(string job, ShellKind shell, ScriptStart start, ImmutableArray<Setting> variables, TextResolver texts, SettingReader settings, JobFindings secrets, ReadingBudget budget, Func<string, string?> continues)
{
    private const string AfterFailure = "on_fail";
    private const int LongestKey = 60;
    private const string IdTokenStart = "CIRCLE_OIDC_TOKEN";

    // The input by which a setup says what goes on, of whatever orb.
    private const string Continuation = "configuration_path";

    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Provenance> given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Provenance> files = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Reference>.Builder continued = ImmutableArray.CreateBuilder<Reference>();
    private readonly Dictionary<string, Place> tokens = new(StringComparer.Ordinal);

    /// <summary>The tokens by which the job proves who it is, as far as its scripts name them.</summary>
    public ImmutableArray<IdToken> IdTokens => [.. tokens.OrderBy(token => token.Key, StringComparer.Ordinal).Select(token => new IdToken(token.Key, token.Value, []))];

    /// <summary>The configurations that the job goes on with and that are not in the repository.</summary>
    public ImmutableArray<Reference> Continued => continued.ToImmutable();

    /// <summary>Reads a step.</summary>
    /// <param name="step">The step.</param>
    public Step Read(ExpandedStep step)
    {
        var keys = step.Value as YamlMapping;
        var read = step.Uses is { } uses ? Foreign(step, uses) : step.Name.Value switch
        {
            "run" or "deploy" => Run(step),
            "checkout" => Plain(step) with { Checkout = new Checkout { Span = step.Name.Span, Origin = Origin.Contributor, Directory = Text(keys?["path"], step.Scope)?.Value, KeepsCredentials = false } },
            "save_cache" => Plain(step) with { Exchanges = [Exchange(step, ExchangeKind.Cache, Origin.Constant, Paths(keys?["paths"], step.Scope, ""))] },
            "restore_cache" => Plain(step) with { Exchanges = [Exchange(step, ExchangeKind.CacheRestore, Origin.Contributor, [])] },
            "store_artifacts" => Plain(step) with { Exchanges = [Exchange(step, ExchangeKind.Upload, Origin.Constant, Paths(keys?["path"] ?? (step.Value as YamlScalar), step.Scope, "")) with { IncludesHidden = true }] },
            "persist_to_workspace" => Plain(step) with { Exchanges = [Exchange(step, ExchangeKind.Upload, Origin.Constant, Paths(keys?["paths"], step.Scope, Text(keys?["root"], step.Scope)?.Value ?? "")) with { IncludesHidden = true, Readers = ExchangeReaders.Nobody }] },
            "attach_workspace" => Plain(step) with { Exchanges = [Exchange(step, ExchangeKind.Download, Origin.Constant, Paths(keys?["at"], step.Scope, ""))] },
            "add_ssh_keys" => Keys(step, keys),
            _ => Plain(step),
        };
        return read with { Condition = ConditionOf(step, keys), Name = Text(keys?["name"], step.Scope) ?? read.Name };
    }

    private Step Plain(ExpandedStep step) => new() { Key = KeyOf(step.Name.Value), Span = step.Span };

    private static Exchange Exchange(ExpandedStep step, ExchangeKind kind, Origin origin, ImmutableArray<Located<string>> paths) => new() { Kind = kind, Span = step.Name.Span, Origin = origin, Paths = paths };

    private ImmutableArray<Located<string>> Paths(YamlNode? node, Scope scope, string root) =>
    [
        .. ((node as YamlSequence)?.Items ?? (node is null ? [] : [node])).OfType<YamlScalar>().Where(path => !path.IsNull).Select(path => texts.Resolve(path, scope))
            .Select(path => new Located<string>(root is "" or "." or "./" || path.Text.StartsWith('/') || path.Text.StartsWith('~') ? path.Text : path.Text is "." ? root : $"{root.TrimEnd('/')}/{path.Text}", path.Span)),
    ];

    private Located<string>? Text(YamlNode? node, Scope scope) =>
        node is YamlScalar { IsNull: false } scalar && texts.Resolve(scalar, scope) is var resolved ? new Located<string>(resolved.Text, resolved.Span) : null;

    // Without fingerprints it is all of them.
    private Step Keys(ExpandedStep step, YamlMapping? keys)
    {
        var read = Plain(step);
        if (keys?["fingerprints"] is not YamlSequence { Items.IsEmpty: false } and not YamlScalar { IsNull: false })
        {
            secrets.Add(new SecretUse { Kind = SecretUseKind.Keys, Text = step.Name.Value, Span = step.Name.Span, Place = SecretPlace.Other, Job = job, Step = read.Key });
        }

        return read;
    }

    private Step Run(ExpandedStep step)
    {
        var keys = step.Value as YamlMapping;
        if ((step.Value as YamlScalar ?? keys?["command"] as YamlScalar) is not { } command)
        {
            return Plain(step);
        }

        var text = texts.Resolve(command, step.Scope);
        if (!budget.Script(text.Text.Length))
        {
            return Plain(step);
        }

        var own = settings.Read(keys?["environment"], step.Scope);
        var said = Text(keys?["shell"], step.Scope);
        var kind = said is null ? shell : ExecutorReader.Shell(said.Value);
        var key = KeyOf((keys?["name"] as YamlScalar)?.Value is { } name && !Marks.MayBeIn(name) ? name : FirstWords(text.Text) ?? "run");
        var script = Followed(new Script
        {
            Shell = kind,
            Starts = said is null ? start : ShellStart.Of(said.Value),
            Text = CredentialFormats.MaskAll(text.Text),
            Span = text.Span,
            Anchors = text.Anchors,
            Interpolations = text.Interpolations,
        }, own);
        return new Step
        {
            Key = key,
            Span = step.Span,
            Variables = [.. own, .. Secrets(script, own, key)],
            Scripts = [script],
            WorkingDirectory = Text(keys?["working_directory"], step.Scope),
        };
    }

    private Script Followed(Script script, ImmutableArray<Setting> own)
    {
        var flow = ScriptFlow.Of(script, new FlowStart
        {
            Variable = name => given.GetValueOrDefault(name) ?? Of(own, name) ?? Of(variables, name) ?? PipelineValues.OfVariable(name),
            // The message of a commit is its author's, as the platform's own value of it is.
            Answer = command => GitAnswers.Of(command, Origin.Outsider),
            Later = name => given.GetValueOrDefault(name) ?? Of(variables, name) ?? PipelineValues.OfVariable(name),
        });
        foreach (var written in flow.Variables.Where(written => written.Name is not ScriptFlow.AnyName))
        {
            given[written.Name] = given.TryGetValue(written.Name, out var before) ? Provenance.Join(before, written.Value) : written.Value;
        }

        foreach (var written in flow.Files.Where(written => written.Value.IsForeign))
        {
            files[written.Name] = written.Value;
        }

        return flow.Sinks.IsEmpty ? script : script with { Sinks = flow.Sinks };
    }

    private static Provenance? Of(ImmutableArray<Setting> settings, string name)
    {
        var setting = settings.LastOrDefault(setting => setting.Name == name);
        return setting is null ? null
            : setting.Interpolations.Aggregate(Provenance.Constant, (joined, one) => Provenance.Join(joined, one.Provenance.Through(setting.Span, $"is put into the variable '{name}'")));
    }

    // The platform puts them into the environment by itself; the files show them where they are used.
    private List<Setting> Secrets(Script script, ImmutableArray<Setting> own, string key)
    {
        var found = new List<Setting>();
        foreach (var (name, at) in VariableNames.Places(script.Text).Concat(Environment(script)).DistinctBy(place => place.Key))
        {
            if (!SecretWords.AreIn(name) || own.Any(setting => setting.Name == name) || variables.Any(setting => setting.Name == name))
            {
                continue;
            }

            var place = script.PlaceOf(at, Math.Max(1, VariableNames.LengthAt(script.Text, at)));
            if (name.StartsWith(IdTokenStart, StringComparison.Ordinal))
            {
                _ = tokens.TryAdd(name, place);
            }

            secrets.Add(new SecretUse { Kind = SecretUseKind.Named, Name = name, Text = "$" + name, Span = place, Place = SecretPlace.Script, Job = job, Step = key });
            found.Add(new Setting { Name = name, NameSpan = place, Value = "$" + name, Span = place, Secrets = [name] });
        }

        return found;
    }

    // PowerShell asks for a variable of the environment by another name.
    private static IEnumerable<KeyValuePair<string, int>> Environment(Script script)
    {
        if (script.Shell is not ShellKind.PowerShell)
        {
            yield break;
        }

        const string Start = "env:";
        for (var at = script.Text.IndexOf(Start, StringComparison.OrdinalIgnoreCase); at >= 0; at = script.Text.IndexOf(Start, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var rest = script.Text.AsSpan(at + Start.Length);
            var length = rest.IndexOfAnyExcept(Letters.Name);
            yield return new(rest[..(length < 0 ? rest.Length : length)].ToString(), at);
        }
    }

    private Step Foreign(ExpandedStep step, Reference uses)
    {
        var key = KeyOf(step.Name.Value);
        var inputs = ((step.Value as YamlMapping)?.Entries ?? []).Where(entry => entry.Value is YamlScalar).Select(entry => Input(entry, step.Scope)).ToImmutableArray();
        foreach (var input in inputs)
        {
            foreach (var name in input.Secrets)
            {
                secrets.Add(new SecretUse { Kind = SecretUseKind.Named, Name = name, Text = input.Value, Span = input.Span, Place = SecretPlace.Input, Job = job, Step = key });
            }
        }

        var next = inputs.FirstOrDefault(input => input.Name is Continuation);
        var target = next is null ? null : continues(next.Value);
        if (next is not null && target is null)
        {
            continued.Add(new Reference
            {
                Kind = ReferenceKind.ReusablePipeline,
                Text = next.Value,
                Span = next.Span,
                Name = next.Value,
                Pin = Pin.Unknown,
                Immutable = false,
                Publisher = Publisher.SameRepository,
                Why = "a job of the same pipeline writes it",
            });
        }

        return new Step
        {
            Key = key,
            Span = step.Span,
            Uses = target is null ? uses : uses with { Target = target },
            Inputs = inputs,
            Effects = EffectsOf(uses, inputs),
            Scripts = [.. ScriptsOf(uses, step), .. next is not null && files.TryGetValue(next.Value, out var foreign) ? [Configuration(next, uses, foreign)] : (Script[])[]],
        };
    }

    // A configuration is a program: who writes into it says what runs.
    private static Script Configuration(Setting path, Reference uses, Provenance value) => new()
    {
        Shell = ShellKind.Unknown,
        Text = path.Value,
        Span = path.Span,
        Sinks = [new TextSink(SinkKind.Code, value, path.Value, uses.Text, path.Span, 0)],
        Input = path.Name,
    };

    private Setting Input(YamlEntry entry, Scope scope)
    {
        var resolved = texts.Resolve((YamlScalar)entry.Value, scope);

        // An orb takes a secret by the name of its variable, or as a text in which a shell looks it up.
        var names = resolved.Text.Length > 0 && resolved.Text.AsSpan().IndexOfAnyExcept(Letters.Name) < 0 && char.IsAsciiLetterUpper(resolved.Text[0]) ? [resolved.Text] : VariableNames.In(resolved.Text);
        return new Setting
        {
            Name = entry.Key.Value,
            NameSpan = entry.Key.Span,
            Value = CredentialFormats.MaskAll(resolved.Text),
            Span = resolved.Span,
            Secrets = [.. names.Where(SecretWords.AreIn).Distinct(StringComparer.Ordinal)],
            Interpolations = resolved.Interpolations,
        };
    }

    // An input that an orb runs as a program is a script like any other.
    private ImmutableArray<Script> ScriptsOf(Reference uses, ExpandedStep step)
    {
        var known = Catalogue.Find(uses);
        if (known is null || known.Scripts.IsEmpty)
        {
            return [];
        }

        return
        [
            .. ((step.Value as YamlMapping)?.Entries ?? []).Where(entry => entry.Value is YamlScalar { IsNull: false } && known.ShellOf(entry.Key.Value) is not null).Select(entry =>
            {
                var text = texts.Resolve((YamlScalar)entry.Value, step.Scope);
                return Followed(new Script { Shell = known.ShellOf(entry.Key.Value)!.Value, Starts = ExecutorReader.Usual, Text = CredentialFormats.MaskAll(text.Text), Span = text.Span, Anchors = text.Anchors, Interpolations = text.Interpolations, Input = entry.Key.Value }, []);
            }),
        ];
    }

    private static StepEffects EffectsOf(Reference uses, ImmutableArray<Setting> inputs) =>
        Catalogue.Find(uses) is not { } known ? StepEffects.None
            : known.EffectsWith(inputs) | (known.PublishesResults ? StepEffects.PublishesResults : StepEffects.None);

    private Condition? ConditionOf(ExpandedStep step, YamlMapping? keys)
    {
        var run = Text(keys?["when"], step.Scope) is { Value: not "on_success" } said && step.Uses is null ? said : null;
        if (step.Conditions.IsEmpty)
        {
            // What always runs does so after a failure as well.
            var holds = run is { Value: "always" } ? Holding.Always : Holding.Unknown;
            return run is null ? null : new Condition { Text = run.Value, Span = run.Span, OnDefaultBranch = holds, OnProposals = holds, OnReleases = holds, IsAfterFailure = run.Value is AfterFailure };
        }

        var first = step.Conditions[^1];
        return new Condition
        {
            Text = (first.Wanted ? "when: " : "unless: ") + Conditions.Shown(first.Statement),
            Span = first.Statement.Span,
            Faults = [.. step.Conditions.SelectMany(Conditions.FaultsOf)],
            IsAfterFailure = run is { Value: AfterFailure },
        };
    }

    private string KeyOf(string text)
    {
        var line = CredentialFormats.MaskAll(text).AsSpan().Trim();
        var end = line.IndexOfAny('\n', '\r');
        line = end < 0 ? line : line[..end];
        var key = line.Length <= LongestKey ? line.ToString() : line[..LongestKey].TrimEnd().ToString();
        var count = taken[key] = taken.GetValueOrDefault(key) + 1;
        return count == 1 ? key : $"{key}#{count}";
    }

    // The first line that is no comment and no option of the shell.
    private static string? FirstWords(string script)
    {
        foreach (var line in script.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.Length > 0 && text[0] is not '#' && !text.StartsWith("set ", StringComparison.Ordinal))
            {
                return text[..Math.Min(text.Length, 1000)].ToString();
            }
        }

        return null;
    }
}
