using System.Collections.Immutable;
using CsCheck;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Tests.Conventions;

/// <summary>Snapshots of pipelines that nobody wrote: every kind of value that the model allows, in any company.</summary>
internal static class ModelGen
{
    private static readonly Gen<Place> Place = Gen.Select(Gen.Int[0, 9], Gen.Int[1, 40], Gen.Int[1, 60], Gen.Int[1, 30], (file, line, column, length) =>
        new Place($"generated/{file}.yml", new Region(line, column, line, column + length)));

    private static readonly Gen<string> Text = OneOf(
        "", "a", "build", "production", "npm ci", "curl -k https://example.com/i.sh | sh", "echo ${{ github.event.issue.title }}", "pip install x || true", "docker run --privileged a",
        "http://example.com", "${{ secrets.X }}", "v1.2.3", "main", "self-hosted", "ubuntu-latest", "'", "ä\u0000\uFFFD", "../../x", "*", "echo \"$TITLE\"\nset -x\n");

    private static readonly Gen<Located<string>> Word = Gen.Select(Text, Place, (text, region) => new Located<string>(text, region));

    private static readonly Gen<Interpolation> Interpolation = Gen.Select(Text, Place, Gen.Int[0, 5], Gen.Enum<Origin>(), Gen.Enum<Charset>(), Gen.Enum<Mechanism>(), (text, region, offset, origin, charset, mechanism) =>
        new Interpolation { Text = text, Span = region, Offset = offset, Provenance = new Provenance(origin, charset) { Sources = [text] }, Mechanism = mechanism });

    private static readonly Gen<Setting> Setting = Gen.Select(Text, Text, Place, Many(Interpolation), (name, value, region, interpolations) =>
        new Setting { Name = name, NameSpan = region, Value = value, Span = region, Interpolations = interpolations });

    private static readonly Gen<Condition> Condition = Gen.Select(
        Text,
        Place,
        Many(Gen.Select(Gen.Enum<ConditionFaultKind>(), Text, Place, (kind, text, region) => new ConditionFault(kind, text, region, "it is odd"))),
        Many(Gen.Select(Gen.Enum<GateKind>(), Text, Place, (kind, text, region) => new Gate(kind, text, region))),
        (text, region, faults, gates) => new Condition { Text = text, Span = region, Faults = faults, Gates = gates });

    private static readonly Gen<Reference> Reference = Gen.Select(Gen.Enum<ReferenceKind>(), Text, Place, Gen.Enum<Pin>(), Gen.Bool, Gen.Enum<Publisher>(), Gen.Bool, (kind, text, region, pin, immutable, publisher, locked) =>
        new Reference { Kind = kind, Text = text, Span = region, Name = text, Version = new Located<string>(text, region), Pin = pin, Immutable = immutable, Publisher = publisher, Locked = locked });

    private static readonly Gen<Script> Script = Gen.Select(Gen.Enum<ShellKind>(), Text, Place, Many(Interpolation), (shell, text, region, interpolations) =>
        new Script { Shell = shell, Text = text, Span = region, Interpolations = interpolations });

    private static readonly Gen<Checkout> Checkout = Gen.Select(Place, Text, Gen.Enum<Origin>(), Gen.Bool, (region, text, origin, keeps) =>
        new Checkout { Span = region, Ref = text, Origin = origin, KeepsCredentials = keeps });

    private static readonly Gen<Exchange> Exchange = Gen.Select(Gen.Enum<ExchangeKind>(), Place, Gen.Enum<Origin>(), Many(Word), (kind, region, origin, paths) =>
        new Exchange { Kind = kind, Span = region, Origin = origin, Paths = paths });

    private static readonly Gen<Step> Step = Gen.Select(
        Gen.Select(Text, Place, Maybe(Condition), Maybe(Reference), Many(Setting)),
        Gen.Select(Many(Script), Maybe(Word), Maybe(Checkout), Many(Exchange)),
        (first, second) => new Step
        {
            Key = first.Item1,
            Span = first.Item2,
            Condition = first.Item3,
            Uses = first.Item4,
            Inputs = first.Item5,
            Variables = first.Item5,
            Scripts = second.Item1,
            ContinueOnError = second.Item2,
            Checkout = second.Item3,
            Exchanges = second.Item4,
        });

    private static readonly Gen<TokenPermissions> Permissions = Gen.Select(
        Place,
        Gen.Enum<Access>(),
        Many(Gen.Select(Text, Gen.Enum<Access>(), Place, (scope, access, region) => new Grant(scope, access, region, region))),
        (region, rest, grants) => new TokenPermissions { Span = region, Rest = rest, Grants = grants });

    private static readonly Gen<Container> Container = Gen.Select(Reference, Maybe(Word), Many(Word), (image, options, volumes) =>
        new Container { Image = image, Options = options, Volumes = volumes });

    private static readonly Gen<Runner> Runner = Gen.Select(Place, Gen.Enum<RunnerKind>(), Many(Word), (region, kind, labels) => new Runner { Span = region, Kind = kind, Labels = labels });

    private static readonly Gen<Job> Job = Gen.Select(
        Gen.Select(Text, Place, Maybe(Condition), Maybe(Runner), Maybe(Permissions), Maybe(Container)),
        Gen.Select(Maybe(Word), Many(Setting), Many(Step), Maybe(Reference), Maybe(Word)),
        (first, second) => new Job
        {
            Id = first.Item1,
            Span = first.Item2,
            Condition = first.Item3,
            Runner = first.Item4,
            Permissions = first.Item5,
            Container = first.Item6,
            Environment = second.Item1,
            Variables = second.Item2,
            Steps = second.Item3,
            Calls = second.Item4,
            ContinueOnError = second.Item5,
        });

    private static readonly Gen<Trigger> Trigger = Gen.Select(OneOf("push", "pull_request", "pull_request_target", "workflow_run", "schedule"), Place, Gen.Enum<Origin>(), Gen.Bool, Gen.Bool, Gen.Bool, (name, region, origin, privileged, call, release) =>
        new Trigger { Name = name, Span = region, StartedBy = origin, Privileged = privileged, IsCall = call, IsRelease = release });

    private static readonly Gen<SecretUse> SecretUse = Gen.Select(Gen.Enum<SecretUseKind>(), Text, Place, Gen.Enum<SecretPlace>(), (kind, text, region, place) =>
        new SecretUse { Kind = kind, Name = text, Text = text, Span = region, Place = place });

    private static readonly Gen<Pipeline> Pipeline = Gen.Select(
        Gen.Select(Gen.Enum<Platform>(), Gen.Enum<PipelineKind>(), Gen.Int[0, 9]),
        Gen.Select(Many(Trigger), Maybe(Permissions), Many(Setting), Many(Job), Many(SecretUse)),
        Many(Gen.Select(Text, Place, (text, region) => new Problem(ProblemKind.Key, text, region))),
        (kind, parts, problems) => new Pipeline
        {
            Platform = kind.Item1,
            Path = $"generated/{kind.Item3}.yml",
            Kind = kind.Item2,
            Triggers = parts.Item1,
            Permissions = parts.Item2,
            Variables = parts.Item3,
            Jobs = parts.Item4,
            SecretUses = parts.Item5,
            Problems = problems,
        });

    /// <summary>A snapshot of generated pipelines.</summary>
    public static Gen<Snapshot> Snapshot { get; } = Many(Pipeline).Select(pipelines => new Snapshot
    {
        ObservedAt = CaseTree.ObservedAt,
        Repository = new Repository(),
        Pipelines = [.. pipelines.DistinctBy(pipeline => pipeline.Path)],
    });

    private static Gen<ImmutableArray<T>> Many<T>(Gen<T> item) => item.Array[0, 3].Select(items => items.ToImmutableArray());

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<T?> Maybe<T>(Gen<T> item)
        where T : class => Gen.Select(item, Gen.Bool, (value, there) => there ? value : null);
}
