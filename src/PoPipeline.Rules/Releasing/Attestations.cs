using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.SupplyChains;

namespace PoPipeline.Rules.Releasing;

/// <summary>Whether a pipeline signs or attests what it releases: by a tool of the catalogue, a variable that has one run, a setting of the program that releases, or where it runs.</summary>
internal sealed class Attestations
{
    private const string Npm = "npm";

    private const string ByNpmVariable = "NPM_CONFIG_PROVENANCE";

    // By which npm is given a token, whatever a secret is called.
    private static readonly string[] Tokens = ["NODE_AUTH_TOKEN", "NPM_TOKEN", "NPM_AUTH"];

    // For what is found and for what is not known of a pipeline alike.
    private static readonly ConditionalWeakTable<Snapshot, KnownAttestations> Known = [];

    private readonly List<Pipeline> all = [];
    private readonly bool isElsewhere;
    private readonly List<Voucher> vouchers = [];

    private Attestations(Pipeline pipeline, Snapshot snapshot, ILookup<string, Pipeline> called)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { pipeline.Key };
        var open = new Queue<Pipeline>([pipeline]);
        while (open.TryDequeue(out var next))
        {
            all.Add(next);
            foreach (var target in next.Jobs.SelectMany(job => job.Steps.Select(step => step.Uses?.Target).Prepend(job.Calls?.Target)).OfType<string>())
            {
                foreach (var one in called[target].Where(one => seen.Add(one.Key)))
                {
                    open.Enqueue(one);
                }
            }
        }

        var toolchain = Toolchain.Of(snapshot);
        var releases = all.SelectMany(Releases.In).ToList();
        var settings = snapshot.ReleaseSettings.Where(setting => releases.Exists(release => IsOf(release, setting))).ToList();
        isElsewhere = pipeline.AttestedBy is not null;
        vouchers.AddRange(settings.Where(setting => setting.Unreadable is null).Select(setting => new Voucher(ReleaseKind.Any, setting.Program is Npm ? ByNpm : [setting.Program])));
        foreach (var one in all)
        {
            vouchers.AddRange(toolchain.Of(one).Where(evidence => evidence.Types.Any(IsAttesting) && !IsSwitchedOff(evidence)).Select(evidence => new Voucher(evidence.VouchesFor, evidence.Tool.AttestsOwnOf)));

            // What a program attests by itself, it does where it releases.
            vouchers.AddRange(Enabled(one).Where(tool => tool.AttestsOwnOf.IsEmpty).Select(tool => new Voucher(tool.VouchesFor, [])));
        }

        IsAttested = isElsewhere || ((vouchers.Count > 0 || releases.Count > 0) && releases.TrueForAll(Covers));
        Unread = settings.Find(setting => setting.Unreadable is not null);
    }

    /// <summary>Whether something signs or attests all that it releases.</summary>
    public bool IsAttested { get; }

    /// <summary>The file that could not be read and may say so; null where there is none.</summary>
    public ReleaseSetting? Unread { get; }

    /// <summary>Whether something that it runs, other than a file, tells an attester elsewhere what was built, or may.</summary>
    public bool IsNamed => all.Exists(one => !one.Products.IsEmpty || one.Jobs.Any(job => MayName(job.Calls) || job.Steps.Any(step => MayName(step.Uses))));

    /// <summary>What signs or attests in a pipeline, and in those of the repository that it calls.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="snapshot">The repository.</param>
    public static Attestations Of(Pipeline pipeline, Snapshot snapshot) => Known.GetValue(snapshot, snapshot => new KnownAttestations(snapshot)).Of(pipeline);

    /// <summary>Whether something signs or attests what is released: what does so for images says nothing of a package, and what a program does for its own releases nothing of another one's.</summary>
    /// <param name="release">Where it is released.</param>
    public bool Covers(Release release) => isElsewhere
        || vouchers.Exists(voucher => voucher.Covers(release))
        || release.Enabled.Any(tool => tool.Types.Any(IsAttesting) && new Voucher(tool.VouchesFor, tool.AttestsOwnOf).Covers(release));

    /// <summary>
    /// Whether a registry may be one that trusts the job by its identity alone: then npm attests by itself, where the repository and the package are public. A token is what it would need otherwise.
    /// </summary>
    /// <param name="release">Where it is published.</param>
    /// <param name="pipeline">Its pipeline.</param>
    public static bool MayBeByIdentity(Release release, Pipeline pipeline) =>
        IsByNpm(release) && HasIdentity(release.Job, pipeline) && !pipeline.Variables.Concat(release.Job.Variables).Concat(release.Step.Variables).Concat(release.Step.Inputs).Any(IsToken)
        && !release.Job.Steps.SelectMany(step => step.Scripts).Any(script => script.Text.Contains("_authToken", StringComparison.Ordinal));

    // What publishes with it, by its settings.
    private static ImmutableArray<string> ByNpm => SecurityTools.EnabledBy(ByNpmVariable, "true")!.AttestsOwnOf;

    private static bool IsSwitchedOff(ToolEvidence evidence) =>
        evidence.Job is { } job && (NeverRuns.Is(evidence.Pipeline, job) || job.Steps.Any(step => step.Condition is { IsNever: true } && step.Span.Contains(evidence.Place)));

    private static bool IsAttesting(ToolType type) => type is ToolType.Signing or ToolType.Provenance;

    private static bool IsOf(Release release, ReleaseSetting setting) => release.Program == setting.Program || (setting.Program is Npm && IsByNpm(release));

    private static bool IsByNpm(Release release) => release.Program is { } program && ByNpm.Contains(program);

    private static bool MayName(Reference? reference) => reference is { Target: null };

    private static IEnumerable<SecurityTool> Enabled(Pipeline pipeline) =>
        pipeline.Variables.Concat(pipeline.Jobs.SelectMany(job => job.Variables.Concat(job.Steps.SelectMany(step => step.Variables))))
            .Select(variable => SecurityTools.EnabledBy(variable.Name, variable.Value)).OfType<SecurityTool>().Where(tool => tool.Types.Any(IsAttesting));

    private static bool HasIdentity(Job job, Pipeline pipeline) =>
        !job.IdTokens.IsEmpty || (job.Permissions ?? pipeline.Permissions)?.Grants.Any(grant => grant is { Scope: "id-token", Access: Access.Write }) is true;

    private static bool IsToken(Setting setting) => setting.Name is "token" || Array.Exists(Tokens, token => setting.Name.Contains(token, StringComparison.OrdinalIgnoreCase));

    // For a kind of what is released, and for that of some programs alone; of all where none is named.
    private sealed record Voucher(ReleaseKind Kind, ImmutableArray<string> Programs)
    {
        public bool Covers(Release release) => (Kind & release.Kind) is not ReleaseKind.None && (Programs.IsEmpty || (release.Program is { } program && Programs.Contains(program)));
    }

    private sealed class KnownAttestations(Snapshot snapshot)
    {
        private readonly ConcurrentDictionary<Pipeline, Attestations> known = new(ReferenceEqualityComparer.Instance);

        private readonly Lazy<ILookup<string, Pipeline>> called = new(() => snapshot.Pipelines
            .SelectMany(pipeline => pipeline.CalledAs.Distinct(StringComparer.Ordinal), (pipeline, name) => new { pipeline, name })
            .ToLookup(pair => pair.name, pair => pair.pipeline, StringComparer.Ordinal));

        public Attestations Of(Pipeline pipeline) => known.GetOrAdd(pipeline, pipeline => new Attestations(pipeline, snapshot, called.Value));
    }
}
