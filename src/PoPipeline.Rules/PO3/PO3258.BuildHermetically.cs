using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Builds;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Releasing;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3258: what is delivered is built from what lock files name, and nothing else can get in.</summary>
public sealed class PO3258BuildHermetically : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "A build that is delivered runs cut off from the network and the machine, with dependencies that were fetched before it from lock files.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [829, 1357];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform) is { HasJobs: true, HasWorkspace: true } or { CutOffBuild: not null };

    // Where Bazel builds nothing, only what the platform itself cuts off is looked at.
    /// <inheritdoc/>
    protected override bool IsMeantFor(Platform platform, Snapshot snapshot) =>
        PlatformProfiles.Of(platform) is var profile && (profile.CutOffBuild is not null || (profile is { HasJobs: true, HasWorkspace: true } && BazelRuns.In(snapshot).IsUsed));

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline builds with Bazel, or by a task that can be cut off from the network.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline, Snapshot snapshot) => !pipeline.Builds.IsEmpty || !BazelRuns.In(snapshot).Of(pipeline).IsEmpty;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        pipeline.Builds.SelectMany(build => Open(pipeline, build).Concat(Loose(pipeline, build)).Concat(Unlocked(pipeline, build)).Concat(Lost(pipeline, build))).Concat(Reaching(pipeline, snapshot));

    // What could not be looked at is no pass.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        pipeline.Builds.Where(build => build.Isolation is BuildIsolation.Unknown)
            .Select(build => new Gap($"{pipeline.Subject}{build.Name}", $"whether the build can reach the network is not known: {build.Why}", Failed: false))
            .Concat(BazelRuns.In(snapshot).Of(pipeline).SelectMany(run => Unsure(pipeline, snapshot, run)).Distinct());

    /// <inheritdoc/>
    protected override IEnumerable<RelatedPlace> Evidence(Pipeline pipeline, Snapshot snapshot) =>
        pipeline.Builds.Where(build => build.Isolation is BuildIsolation.Isolated)
            .Select(build => new RelatedPlace(build.Span, build.Text.Length > 0 ? $"'{build.Text}' keeps the build from the network" : $"the build '{build.Name}' cannot reach the network"))
            .Concat(BazelRuns.In(snapshot).Of(pipeline).SelectMany(run => Facts(snapshot, run)).Where(pair => pair.Fact is { Verdict: Determinism.Deterministic, Place: not null }).Select(pair => new RelatedPlace(pair.Fact.Place!.Value, pair.Fact.Why.TrimEnd('.'))));

    private static IEnumerable<(BazelReach Reach, DeterminismFact Fact)> Facts(Snapshot snapshot, BazelRun run)
    {
        var path = run.Project.Folder.Length == 0 ? ".bazelrc" : $"{run.Project.Folder}/.bazelrc";
        var where = snapshot.Repository.Files.BinarySearch(path, StringComparer.Ordinal) >= 0 ? Place.StartOf(path) : run.Place;
        return BazelHermeticity.Of(run.Options, run.Project.Settings.FirstOrDefault(setting => setting.Name is BazelSettings.Version), where);
    }

    // What only a run tells may say what nothing else says; what is written stays wrong.
    private static IEnumerable<Finding> Reaching(Pipeline pipeline, Snapshot snapshot)
    {
        var delivers = new Lazy<bool>(() => Releases.In(pipeline).Count > 0);
        return BazelRuns.In(snapshot).Of(pipeline).Where(run => run.Unknown is null)
            .SelectMany(run => Facts(snapshot, run).Where(pair => pair.Fact.Verdict is Determinism.No).Select(pair => Found(run, pair.Reach, pair.Fact, delivers.Value)))
            .DistinctBy(finding => finding.Subject, StringComparer.Ordinal);
    }

    private static Finding Found(BazelRun run, BazelReach reach, DeterminismFact fact, bool delivers)
    {
        var place = fact.Place ?? run.Place;
        return new Finding
        {
            Message = $"{fact.Why} {(reach is BazelReach.Network ? "What it downloads while it runs no lock file names, so that the next build of the same commit may be another one." : "The next build of the same commit, on another machine, may then be another one.")} {fact.Next}",
            Subject = $"{place.Path}#bazel/{run.Project.Folder}/{reach}/{(place.Path == run.Place.Path ? "" : fact.Why)}",
            Place = place,
            Related = place == run.Place ? [] : [new RelatedPlace(run.Place, "what the pipeline runs")],
            Severity = reach is BazelReach.Files && delivers ? Severity.Medium : Severity.Low,

            // Hardly anybody switches it off for all actions, and a lock file holds for what is fetched before they run.
            Pedantic = reach is BazelReach.Network,
        };
    }

    private static IEnumerable<Gap> Unsure(Pipeline pipeline, Snapshot snapshot, BazelRun run) =>
        run.Unknown is { } why
            ? [new Gap(pipeline.Subject, $"what '{WorkspaceRun.Shorten(run.Text)}' can reach is not known: {why}", Failed: false)]
            : Facts(snapshot, run).Where(pair => pair.Fact.Verdict is Determinism.Unknown).Select(pair => new Gap(pair.Fact.Place?.Path ?? pipeline.Path, $"{char.ToLowerInvariant(pair.Fact.Why[0])}{pair.Fact.Why[1..].TrimEnd('.')}", Failed: false));

    private static IEnumerable<Finding> Open(Pipeline pipeline, Build build)
    {
        if (build.Isolation is not BuildIsolation.None)
        {
            return [];
        }

        var what = build.Text.Length > 0 && build.Why is null ? $"'{build.Text}' lets the build reach the network" : $"The build can reach the network: {build.Why}";
        var then = build.IsTrial ? "Nothing of this run is delivered, but it does not show whether the build that is can do without" : "What it downloads while it runs no lock file names, so that the next build of the same commit may be another one, and whoever controls what it downloads controls what is delivered";
        var advice = build.Unfetchable is { } ecosystem
            ? $"Packages of {ecosystem} cannot be fetched before the build on this platform: keep them in the repository, or have them fetched as plain files with their hashes."
            : PlatformProfiles.Of(pipeline.Platform).CutOffBuild;
        return
        [
            new Finding
            {
                Message = $"{what}. {then}. {advice}",
                Subject = $"{pipeline.Subject}build/network",
                Place = build.Span,
                Severity = build.IsTrial || build.Unfetchable is not null ? Severity.Low : Severity.Medium,
            },
        ];
    }

    private static IEnumerable<Finding> Loose(Pipeline pipeline, Build build) =>
        build.Faults.Select(fault => new Finding
        {
            Message = fault.Kind switch
            {
                FetchFaultKind.Permissive => $"'{fault.Text}' has what a lock file does not pin fetched all the same, so that a build that is cut off from the network is built from it. Leave the mode as it is, and pin what it complains of.",
                FetchFaultKind.PastRegistries => $"'{fault.Text}' has packages fetched from where they are published, past the registry that the platform looks after: what that one would hold back gets into the build. Leave it on.",
                _ => $"Nothing fetches packages of '{fault.Text}' before a build. Keep them in the repository, or have them fetched as plain files with their hashes.",
            },
            Subject = $"{pipeline.Subject}build/{fault.Kind}/{(fault.Kind is FetchFaultKind.NoBackend ? fault.Text : "")}",
            Place = fault.Span,
            Severity = fault.Kind is FetchFaultKind.Permissive && !build.IsTrial ? Severity.Medium : Severity.Low,
        });

    // Of a change that is proposed nothing has to be kept.
    private static IEnumerable<Finding> Lost(Pipeline pipeline, Build build)
    {
        if (build is { IsTrial: false, Expiry: { } expiry })
        {
            yield return new Finding
            {
                Message = $"'{expiry.Value}' has what this run delivers deleted some time after it is built, so that nobody can look later at what was released, or compare it with a build of the same commit. Leave it to runs for changes that are proposed.",
                Subject = $"{pipeline.Subject}build/expiry",
                Place = expiry.Span,
                Severity = Severity.Low,
            };
        }

        if (build is { IsTrial: false, WithoutSources: { } sources })
        {
            yield return new Finding
            {
                Message = $"'{sources.Value}' leaves out the image with the sources of what is delivered, from which it could be looked at and built once more when what was fetched is gone. Have it made.",
                Subject = $"{pipeline.Subject}build/sources",
                Place = sources.Span,
                Severity = Severity.Low,
                Pedantic = true,
            };
        }
    }

    private static IEnumerable<Finding> Unlocked(Pipeline pipeline, Build build) =>
        from packages in build.Fetched
        from file in packages.Missing
        select new Finding
        {
            Message = $"What is fetched before the build for '{packages.Ecosystem}' is to follow '{file}', which is not in the repository: nothing says which content is fetched, or the build fails. Commit the file, or name the folder that it is in.",
            Subject = $"{pipeline.Subject}build/lock/{packages.Ecosystem}/{file}",
            Place = packages.Span,
            Severity = build.IsTrial ? Severity.Low : Severity.Medium,
        };
}
