using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.SupplyChains;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Releasing;

/// <summary>Whether a pipeline signs or attests what it releases: by a tool of the catalogue, a variable that has one run, a setting of the program that releases, or where it runs.</summary>
internal sealed class Attestations
{
    /// <summary>The variable that has npm attest.</summary>
    public const string ByNpmVariable = "NPM_CONFIG_PROVENANCE";

    // By which npm is given a token, whatever a secret is called.
    private static readonly string[] Tokens = ["NODE_AUTH_TOKEN", "NPM_TOKEN", "NPM_AUTH"];

    // For what is found and for what is not known of a pipeline alike.
    private static readonly ConditionalWeakTable<Snapshot, KnownAttestations> Known = [];

    private readonly List<Pipeline> all = [];
    private readonly Pipeline root;
    private readonly ReadSettings settings;

    // Of each tool that a variable has run, where it does so: two tell of every other one whether there is one beside it.
    private readonly Dictionary<SecurityTool, ImmutableArray<Pipeline>> enabled = new(ReferenceEqualityComparer.Instance);
    private readonly Lazy<ImmutableArray<Pipeline>> identified;
    private readonly Lazy<ImmutableArray<Pipeline>> granted;
    private readonly ReleaseKind bySelf;
    private readonly Vouchers vouchers = new();
    private readonly PossibleRuns runs;
    private readonly List<ToolEvidence> refused = [];

    private Attestations(Pipeline pipeline, Snapshot snapshot, KnownAttestations known)
    {
        root = pipeline = known.ByItself(pipeline);
        runs = new PossibleRuns(pipeline);
        settings = new ReadSettings(snapshot);
        var seen = new Dictionary<string, Pipeline>(StringComparer.Ordinal) { [$"{pipeline.Key}\n"] = pipeline };
        var open = new Queue<Pipeline>([pipeline]);
        var written = new Dictionary<Pipeline, Pipeline>(ReferenceEqualityComparer.Instance);
        var budget = known.BudgetOfOne;
        while (open.TryDequeue(out var next))
        {
            if (all.Count >= known.MostPipelines)
            {
                IsCut = true;
                break;
            }

            all.Add(next);
            foreach (var call in CallsOf(next).Where(call => call.Reference.Target is not null))
            {
                foreach (var called in known.Called(call.Reference.Target!))
                {
                    budget = all.Count + open.Count < known.MostCalls ? budget : -1;
                    foreach (var one in known.Bound(called, call.Inputs, ref budget))
                    {
                        var key = $"{one.Pipeline.Key}\n{one.Key}";
                        if (seen.TryAdd(key, one.Pipeline))
                        {
                            written[one.Pipeline] = called;
                            open.Enqueue(one.Pipeline);
                        }

                        runs.Take(next, call.Job, call.Step, seen[key]);
                    }
                }
            }
        }

        runs.Follow();

        // What starts by itself is judged there, but for what it does only where it is called.
        bool IsHere(Pipeline one) => one == pipeline || !known.IsJudged(one);
        bool IsJudgedHere(Release release) => IsHere(release.Pipeline) || !known.ReleasesByItself(written[release.Pipeline]).Contains(PlaceOf(release));
        var works = all.Select(known.WorkOf).ToList();
        var made = all.SelectMany(Releasing.Releases.In).Where(settings.Happens).Select(WithFile).ToList();
        Releases =
        [
            .. made.Concat(works.SelectMany(work => work.Releases).Where(settings.Happens).Select(WithFile))
                .Where(release => IsJudgedHere(release) && !runs.Of(release).IsEmpty)
                .SelectMany(release => settings.PartsOf(release)),
        ];
        Open = all.Where(IsHere).Select(one => Releasing.Releases.WorkIn(one).Open).FirstOrDefault(found => found is not null);
        Doubtful = works.Select(work => work.Doubtful).FirstOrDefault(text => text is not null);
        IsCut |= works.Exists(work => work.IsCut);
        var atReleases = made.Where(release => release.Tool is not null).Select(release => PlaceOf(release.Tool!.Tool, release.Span)).ToHashSet(StringComparer.Ordinal);
        var ofRuns = made.Where(release => release.IsMade).Select(release => release.Span.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var (one, work) in all.Zip(works))
        {
            var own = Releasing.Releases.WorkIn(one);
            foreach (var evidence in known.EvidenceIn(one).Where(evidence => evidence.Types.Any(IsAttesting) && !IsSwitchedOff(evidence) && !own.Told.Contains(evidence.Place.ToString()) && !ofRuns.Contains(evidence.Place.ToString()) && !atReleases.Contains(PlaceOf(evidence.Tool, evidence.Place))))
            {
                if (evidence.Tool.NeedsIdentity && IsRefused(evidence))
                {
                    refused.Add(evidence);
                    continue;
                }

                vouchers.Add(new Voucher(evidence.VouchesFor, evidence.Tool.AttestsOwnOf), RunsOf(evidence));
            }

            foreach (var attester in work.Attesters)
            {
                vouchers.Add(new Voucher(attester.Use.VouchesFor, attester.Use.Tool.AttestsOwnOf), runs.Of(one, attester.Job, attester.Step));
            }

            foreach (var signer in own.Signers)
            {
                vouchers.Add(new Voucher(signer.Use.VouchesFor, signer.Use.Tool.AttestsOwnOf) { Arm = ArmIn(one, signer.Arm) }, runs.Of(one, signer.Job, signer.Step));
            }

            // What a program attests by itself, it does where it releases.
            foreach (var tool in Enabled(one))
            {
                var places = enabled.GetValueOrDefault(tool, []);
                enabled[tool] = places.Length < 2 ? places.Add(one) : places;
            }
        }

        foreach (var tool in enabled.Keys.Where(tool => tool.AttestsOwnOf.IsEmpty))
        {
            vouchers.Add(new Voucher(tool.VouchesFor, []), runs.Of(pipeline, job: null, step: null));
        }

        identified = new(() => Two(HasIdentity));
        granted = new(() => Two(IsGranted));
        bySelf = Releases.Where(release => !release.HandsOn).Aggregate(ReleaseKind.None, (kinds, release) => kinds | BySelf(release));

        IsAttested = IsByPlatform || ((vouchers.HasAny || !Releases.IsEmpty) && Releases.All(Covers));
        Unread = Releases.Where(release => !Covers(release)).Select(settings.UnreadBy).FirstOrDefault(setting => setting is not null);
    }

    /// <summary>Where it releases, itself or in what it calls of the repository and is not judged by itself.</summary>
    public ImmutableArray<Release> Releases { get; }

    /// <summary>Whether something signs or attests all that it releases.</summary>
    public bool IsAttested { get; }

    /// <summary>The first command that may release, by what an input says that nothing here tells; null where there is none.</summary>
    public OpenRelease? Open { get; }

    /// <summary>The file that could not be read and may say so; null where there is none.</summary>
    public ReleaseSetting? Unread { get; }

    /// <summary>What a step says that may sign or attest, by a file of the repository of which it is not known whether it runs, or such a file that cannot be read; null where there is none.</summary>
    public string? Doubtful { get; }

    /// <summary>Whether it calls more pipelines, or files of commands, of the repository than are followed, or that could not be read, so that others may release, sign or attest.</summary>
    public bool IsCut { get; }

    /// <summary>Whether something that it runs, other than a file, tells an attester elsewhere what was built, or may.</summary>
    public bool IsNamed => all.Exists(one => !one.Products.IsEmpty || CallsOf(one).Any(call => call.Reference.Target is null));

    /// <summary>A pipeline of others that it calls, and that may attest what is released; null where there is none.</summary>
    public Reference? Unseen => all.SelectMany(CallsOf).Select(call => call.Reference).FirstOrDefault(call => call is { Kind: ReferenceKind.ReusablePipeline, Target: null } && !Toolchain.IsKnown(call));

    /// <summary>What signs or attests in a pipeline, and in those of the repository that it calls.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="snapshot">The repository.</param>
    public static Attestations Of(Pipeline pipeline, Snapshot snapshot) => In(snapshot).Of(pipeline);

    /// <summary>Whether what a pipeline releases is judged by itself: it starts runs, other than those of pipelines of the repository that call it, or is a whole one that nothing here starts.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="snapshot">The repository.</param>
    public static bool IsJudged(Pipeline pipeline, Snapshot snapshot) => In(snapshot).IsJudged(pipeline);

    /// <summary>Whether something signs or attests what is released: what does so for images says nothing of a package, and what a program does for its own releases nothing of another one's.</summary>
    /// <param name="release">Where it is released.</param>
    public bool Covers(Release release) => IsByPlatform
        || release.Kind is ReleaseKind.None
        || vouchers.Cover(release, runs.Of(release))
        || (BySelf(release) & release.Kind) is not ReleaseKind.None
        || (release is { AttestsByIdentity: true, IsUnsigned: false } && Has(release, IsGranted, root, granted))
        || settings.Sign(release)
        || EnabledFor(release).Any(tool => tool.Types.Any(IsAttesting) && new Voucher(tool.VouchesFor, tool.AttestsOwnOf).Covers(release))
        || (release.HandsOn && (bySelf & release.Kind) is not ReleaseKind.None);

    /// <summary>What would sign or attest what is released, and cannot for want of the token by which it would; null where there is none.</summary>
    /// <param name="release">Where it is released.</param>
    public ToolEvidence? RefusedFor(Release release) => refused.Find(evidence => new Voucher(evidence.VouchesFor, evidence.Tool.AttestsOwnOf).Covers(release));

    /// <summary>
    /// Whether a registry may be one that trusts the job by its identity alone: then npm attests by itself, where the repository and the package are public. A token is what it would need otherwise.
    /// </summary>
    /// <param name="release">Where it is published.</param>
    public bool MayBeByIdentity(Release release) =>
        ReadSettings.IsByNpm(release) && !release.IsUnsigned && Has(release, HasIdentity, root, identified) && !release.Pipeline.Variables.Concat(release.Job.Variables).Concat(release.Step.Variables).Concat(release.Step.Inputs).Any(IsToken)
        && !release.Job.Steps.SelectMany(step => step.Scripts).Any(script => script.Text.Contains("_authToken", StringComparison.Ordinal));

    // What is called may be called again, and take another branch then.
    private ScriptArm? ArmIn(Pipeline pipeline, ScriptArm? arm) => pipeline == root ? arm : null;

    // Where an attester is there for sure, it attests what it is told of.
    private bool IsByPlatform => root.AttestedBy is not null && (Releases.IsEmpty || IsNamed);

    private static KnownAttestations In(Snapshot snapshot) => Known.GetValue(snapshot, static snapshot => new KnownAttestations(snapshot));

    // What never runs calls nothing.
    private static IEnumerable<Call> CallsOf(Pipeline pipeline)
    {
        foreach (var job in pipeline.Jobs.Where(job => !NeverRuns.Is(pipeline, job)))
        {
            if (job.Calls is { } calls)
            {
                yield return new Call(calls, job.Inputs, job, Step: null);
            }

            foreach (var step in job.Steps)
            {
                if (step.Uses is { } uses && !NeverRuns.Is(pipeline, job, step))
                {
                    yield return new Call(uses, step.Inputs, job, step);
                }
            }
        }
    }

    // What runs only after a failure signs nothing that was released.
    private static bool IsSwitchedOff(ToolEvidence evidence) =>
        evidence.Job is { } job && (IsSwitchedOff(job.Condition) || NeverRuns.Is(evidence.Pipeline, job) || job.Steps.Any(step => (IsSwitchedOff(step.Condition) || NeverRuns.Is(evidence.Pipeline, job, step)) && step.Span.Contains(evidence.Place)));

    // In those in which its job and all steps that it stands in may be run.
    private RunSet RunsOf(ToolEvidence evidence) => (evidence.Job?.Steps ?? []).Where(step => step.Condition is not null && step.Span.Contains(evidence.Place))
        .Aggregate(runs.Of(evidence.Pipeline, evidence.Job, step: null), (set, step) => set.Within(runs.Of(evidence.Pipeline, evidence.Job, step)));

    private static bool IsSwitchedOff(Condition? condition) => condition is { IsAfterFailure: true };

    // Where it is come to; a script may be called by several steps.
    private static string PlaceOf(Release release) => $"{release.Span}\n{release.Way?.From}";

    // What a release attests itself says nothing of others.
    private static string PlaceOf(SecurityTool tool, Place place) => $"{tool.Name}\n{place}";

    private static ReleaseKind BySelf(Release release) => release.Tool is { } use && use.Types.Any(IsAttesting) ? use.VouchesFor : ReleaseKind.None;

    /// <summary>Whether a tool that is run for something signs or attests.</summary>
    /// <param name="type">What it is run for.</param>
    public static bool IsAttesting(ToolType type) => type is ToolType.Signing or ToolType.Provenance;

    // Of very many variables few are looked for.
    private static HashSet<SecurityTool> Enabled(Pipeline pipeline)
    {
        var found = new HashSet<SecurityTool>(ReferenceEqualityComparer.Instance);
        var own = Switches([], pipeline.Variables);
        foreach (var job in pipeline.Jobs.Where(job => !NeverRuns.Is(pipeline, job)))
        {
            var ofJob = Switches(own, job.Variables);
            foreach (var step in job.Steps)
            {
                found.UnionWith(Switches(ofJob, step.Variables).Select(variable => SecurityTools.EnabledBy(variable.Name, variable.Value)).OfType<SecurityTool>().Where(tool => tool.Types.Any(IsAttesting)));
            }
        }

        return found;
    }

    private static List<Setting> Switches(List<Setting> around, ImmutableArray<Setting> variables)
    {
        var own = variables.Where(variable => SecurityTools.IsSwitch(variable.Name)).ToList();
        return own.Count == 0 ? around : [.. around.Where(variable => !own.Exists(other => other.Name == variable.Name)), .. own];
    }

    // What a step sets is there in the action that it uses.
    private IEnumerable<SecurityTool> EnabledFor(Release release) =>
        release.Pipeline.Kind is PipelineKind.Action && release.Pipeline != root ? release.Enabled.Concat(enabled.Where(one => one.Value.Any(pipeline => pipeline != release.Pipeline)).Select(one => one.Key)) : release.Enabled;

    // What a file of Bake switches off is no longer attested by what pushes it, unless that asks for it by its own words.
    private Release WithFile(Release release) => release.Tool is not null && !release.AsksForAttestation && settings.SwitchOff(release) ? release with { Tool = null, IsMade = true } : release;

    private static bool Has(Release release, Func<Job, Pipeline, bool> identity, Pipeline root, Lazy<ImmutableArray<Pipeline>> elsewhere) =>
        identity(release.Job, release.Pipeline) || (release.Pipeline != root && elsewhere.Value.Any(one => one != release.Pipeline));

    // Two tell of every other one whether there is one beside it.
    private ImmutableArray<Pipeline> Two(Func<Job, Pipeline, bool> identity) => [.. all.Where(one => one.Jobs.Any(job => identity(job, one))).Take(2)];

    private static bool HasIdentity(Job job, Pipeline pipeline) => !job.IdTokens.IsEmpty || IsGranted(job, pipeline);

    private static bool IsGranted(Job job, Pipeline pipeline) => pipeline.PermissionsOf(job)?.Grants.Any(grant => grant is { Scope: "id-token", Access: Access.Write }) is true;

    // Where nothing is written, the settings say what is granted; what calls an action grants it what it has.
    private static bool IsRefused(ToolEvidence evidence) =>
        evidence is { Pipeline.Kind: PipelineKind.Workflow, Job: { } job } && evidence.Pipeline.PermissionsOf(job) is { Rest: not Access.Write } && !IsGranted(job, evidence.Pipeline);

    private static bool IsToken(Setting setting) => setting.Name is "token" || Array.Exists(Tokens, token => setting.Name.Contains(token, StringComparison.OrdinalIgnoreCase));

    // What is called, what it is handed, and where.
    private sealed record Call(Reference Reference, ImmutableArray<Setting> Inputs, Job Job, Step? Step);

    private sealed class KnownAttestations
    {
        private const long MostBound = 20_000_000;
        private const int SizeOfStep = 200;

        // What calls itself with other values each time does not come to an end by itself.
        private const int MostBoundCalls = 6_000;
        private const int LeastBoundCalls = 60;

        // GitHub calls at most 20 other workflows from one: https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations.
        private const int MostVisits = 20_000;
        private const int LeastVisits = 100;

        private readonly ConcurrentDictionary<Pipeline, Attestations> known = new(ReferenceEqualityComparer.Instance);
        private readonly Snapshot snapshot;
        private readonly Lazy<ILookup<string, Pipeline>> called;
        private readonly Lazy<HashSet<string>> targets;
        private readonly Lazy<CommandFileIndex> files;
        private readonly Lazy<long> sizeOfFiles;
        private readonly ConcurrentDictionary<Pipeline, CalledWork> work = new(ReferenceEqualityComparer.Instance);
        private readonly ConcurrentDictionary<Pipeline, ConcurrentDictionary<string, BoundPipeline>> bound = new(ReferenceEqualityComparer.Instance);
        private readonly ConcurrentDictionary<Pipeline, ToolEvidence[]> evidence = new(ReferenceEqualityComparer.Instance);
        private readonly ConcurrentDictionary<Pipeline, Pipeline> uncalled = new(ReferenceEqualityComparer.Instance);
        private readonly ConcurrentDictionary<Pipeline, HashSet<string>> places = new(ReferenceEqualityComparer.Instance);
        private readonly HashSet<Pipeline> own;

        public KnownAttestations(Snapshot snapshot)
        {
            this.snapshot = snapshot;
            files = new(() => new CommandFileIndex(snapshot.CommandFiles));
            sizeOfFiles = new(() => snapshot.CommandFiles.Sum(file => (long)file.Targets.Sum(target => target.Texts.Sum(text => text.Script.Text.Length))));
            own = new HashSet<Pipeline>(snapshot.Pipelines, ReferenceEqualityComparer.Instance);
            BudgetOfOne = MostBound / Math.Max(1, snapshot.Pipelines.Length);
            MostCalls = Math.Max(LeastBoundCalls, MostBoundCalls / Math.Max(1, snapshot.Pipelines.Length));
            MostPipelines = Math.Max(LeastVisits, MostVisits / Math.Max(1, snapshot.Pipelines.Length));
            called = new(() => snapshot.Pipelines
                .SelectMany(pipeline => pipeline.CalledAs.Distinct(StringComparer.Ordinal), (pipeline, name) => new { pipeline, name })
                .ToLookup(pair => pair.name, pair => pair.pipeline, StringComparer.Ordinal));
            targets = new(() => snapshot.Pipelines
                .SelectMany(pipeline => CallsOf(pipeline).Select(call => call.Reference.Target).OfType<string>().Where(target => !pipeline.CalledAs.Contains(target)))
                .ToHashSet(StringComparer.Ordinal));
        }

        /// <summary>How many characters of pipelines are looked at once more for what one that is judged hands to them.</summary>
        public long BudgetOfOne { get; }

        /// <summary>How many calls are looked at with what they hand over, for one that is judged.</summary>
        public int MostCalls { get; }

        /// <summary>How many pipelines are looked at for one that is judged: itself and what it calls, once for each of what they are handed.</summary>
        public int MostPipelines { get; }

        public CalledWork WorkOf(Pipeline pipeline) => work.GetOrAdd(pipeline, pipeline => CalledWork.Of(pipeline, files.Value, snapshot.Pipelines.Length));

        public IEnumerable<Pipeline> Called(string name) => called.Value[name];

        /// <summary>A pipeline as a call has it; as it is written where that is too much.</summary>
        public List<BoundPipeline> Bound(Pipeline pipeline, ImmutableArray<Setting> inputs, ref long budget)
        {
            if (pipeline.Inputs.IsEmpty || budget < 0)
            {
                return [new BoundPipeline(pipeline, "")];
            }

            var found = new List<BoundPipeline>();
            var size = SizeOf(pipeline) + sizeOfFiles.Value + ((long)pipeline.Inputs.Length * inputs.Length);
            foreach (var values in BoundPipeline.ValuesOf(pipeline, inputs))
            {
                var key = BoundPipeline.KeyOf(values);
                budget -= size + key.Length;
                found.Add(budget < 0 ? new BoundPipeline(pipeline, "") : bound.GetOrAdd(pipeline, static _ => new(StringComparer.Ordinal)).GetOrAdd(key, static (_, pair) => BoundPipeline.Of(pair.pipeline, pair.values), (pipeline, values)));
            }

            return found;
        }

        public IEnumerable<ToolEvidence> EvidenceIn(Pipeline pipeline) => own.Contains(pipeline) ? Toolchain.Of(snapshot).Within(pipeline)
            : evidence.GetOrAdd(pipeline, pipeline => [.. Toolchain.Of(snapshot with { Pipelines = [pipeline] }).Within(pipeline)]);

        public bool IsJudged(Pipeline pipeline) => pipeline.Kind switch
        {
            PipelineKind.Workflow => pipeline.Triggers.IsEmpty || pipeline.Triggers.Any(trigger => !trigger.IsCall) || !IsCalled(pipeline),
            PipelineKind.Action => PlatformProfiles.Of(pipeline.Platform).NamesWhole is { } mark && pipeline.CalledAs.Any(name => name.Contains(mark, StringComparison.Ordinal)) && !IsCalled(pipeline),
            _ => false,
        };

        /// <summary>A pipeline in the runs that it starts by itself, where others of the repository call it as well: those are judged with what calls them, and nobody hands it inputs here but people.</summary>
        public Pipeline ByItself(Pipeline pipeline) => uncalled.GetOrAdd(pipeline, pipeline =>
        {
            if (pipeline.Triggers.All(trigger => trigger.IsCall) || !pipeline.Triggers.Any(trigger => trigger.IsCall) || !IsCalled(pipeline))
            {
                return pipeline;
            }

            var one = pipeline with
            {
                Triggers = pipeline.Triggers.RemoveAll(trigger => trigger.IsCall),
                Jobs = [.. pipeline.Jobs.Select(job => job with { Condition = Uncalled(job.Condition), Steps = [.. job.Steps.Select(step => step with { Condition = Uncalled(step.Condition) })] })],
            };
            return one.Triggers.Any(trigger => trigger.Occasion is Occasion.Unknown or Occasion.Other) ? one
                : BoundPipeline.Of(one, one.Inputs.Select(input => input.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableSortedDictionary(name => name, static _ => "", StringComparer.OrdinalIgnoreCase)).Pipeline;
        });

        /// <summary>Where a pipeline releases in such runs.</summary>
        public HashSet<string> ReleasesByItself(Pipeline pipeline) => places.GetOrAdd(pipeline, pipeline =>
        {
            var one = ByItself(pipeline);
            return Releasing.Releases.In(one).Concat(WorkOf(one).Releases).Select(PlaceOf).ToHashSet(StringComparer.Ordinal);
        });

        public Attestations Of(Pipeline pipeline) => known.GetOrAdd(pipeline, pipeline => new Attestations(pipeline, snapshot, this));

        private static Condition? Uncalled(Condition? condition) => condition is { NeverByItself.IsEmpty: false } ? condition with { NeverOn = [.. condition.NeverOn.Union(condition.NeverByItself, StringComparer.Ordinal)] } : condition;

        private static long SizeOf(Pipeline pipeline) => SizeOfStep + pipeline.Jobs.Sum(job => job.Steps.Sum(step => (long)SizeOfStep + step.Scripts.Sum(script => (long)script.Text.Length)));

        private bool IsCalled(Pipeline pipeline) => pipeline.CalledAs.Any(targets.Value.Contains);
    }
}
