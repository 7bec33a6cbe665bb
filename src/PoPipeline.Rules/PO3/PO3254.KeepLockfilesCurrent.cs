using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3254: a lock file was made for what its manifest asks for.</summary>
public sealed class PO3254KeepLockfilesCurrent : ProjectRule
{
    // So many are of one cause, and one command mends them.
    private const int Most = 10;
    private const int Named = 3;

    /// <inheritdoc/>
    public override string Summary => "Each manifest and its lock file say the same of what is asked for.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [1357];

    /// <inheritdoc/>
    protected override Verdict Look(Snapshot snapshot)
    {
        var compared = snapshot.Projects.Where(project => project.Compared > 0).ToImmutableArray();
        var unread = snapshot.Locks.Where(file => file.Unreadable is not null && file.Ecosystem is not (Ecosystem.Maven or Ecosystem.Gradle or Ecosystem.Conda or Ecosystem.Pixi or Ecosystem.Pylock)).ToImmutableArray();
        return compared.IsEmpty && unread.IsEmpty ? Verdict.NotApplicable($"{(snapshot.Locks.IsEmpty ? "The repository has no lock file." : $"None of {Counted.Of(snapshot.Locks.Length, "lock file")} says what a manifest of the repository asked for.")}{EcosystemWords.Unread(snapshot.Projects)}") : new Verdict
        {
            Judged = compared.Sum(project => project.Compared),
            IsPerFile = true,
            Findings = [.. compared.SelectMany(project => project.Disagreements.Select(one => (project, one))).GroupBy(pair => (pair.one.Manifest.Path, Lock: pair.project.Ecosystem is Ecosystem.NuGet ? "" : pair.one.Lock.Path)).SelectMany(group => All(group.First().project, [.. group.Select(pair => pair.one)]))],
            Gaps = [.. unread.Select(file => new Gap(file.Path, file.Unreadable!, Failed: true)).Concat(compared.SelectMany(project => project.DisagreementGaps)).Distinct()],
            Evidence = [.. compared.Where(project => project.Disagreements.IsEmpty && project.DisagreementGaps.IsEmpty).SelectMany(project => project.Locks.Select(path => new RelatedPlace(Place.StartOf(path), $"'{path}' was made for what {(project.Manifests.Length == 1 ? $"'{project.Manifests[0].Path}' asks" : $"{Counted.Of(project.Manifests.Length, "manifest")} ask")} for"))).Distinct().Take(MostEvidence)],
            Reason = $"{Counted.Of(compared.Sum(project => project.Compared), "manifest")} compared with {(compared.Sum(project => project.Compared) == 1 ? "its lock file" : "their lock files")}.{EcosystemWords.Unread(snapshot.Projects)}",
        };
    }

    private static IEnumerable<Finding> All(Project project, ImmutableArray<LockDisagreement> all)
    {
        // Versions that are laid down in one place are in the lock file of each project that takes them.
        var alike = all.GroupBy(one => (one.Kind, one.Package, one.Manifest, one.Wanted)).Select(group => group.ToImmutableArray()).ToImmutableArray();
        if (alike.Length <= Most)
        {
            return alike.Select(ones => Told(project, ones));
        }

        all = [.. alike.Select(ones => ones[0])];
        var first = all.FirstOrDefault(one => Weight(one) is Severity.Medium) ?? all[0];
        var names = string.Join(", ", all.Take(Named).Select(one => $"'{one.Package}'"));
        return
        [
            new Finding
            {
                Message = $"'{first.Manifest.Path}' and '{first.Lock.Path}' differ in {Counted.Of(all.Length, "package")}: {names} and {all.Length - Named} more. {Consequence(project)} {Advice(project)}",
                Subject = $"{first.Manifest.Path}#freshness/{first.Lock.Path}",
                Place = first.Manifest,
                Related = [.. all.Take(Named).Select(Beside)],
                Severity = all.Max(Weight),
            },
        ];
    }

    private static Finding Told(Project project, ImmutableArray<LockDisagreement> alike)
    {
        var one = alike[0];
        var others = alike.Length > 1 ? $" and {Counted.Of(alike.Length - 1, "other")}" : "";
        var place = one.Kind is LockDisagreementKind.NotAsked or LockDisagreementKind.OtherDigest ? one.Lock : one.Manifest;
        var asked = one.Wanted.Length > 0 ? $"'{one.Package}' as '{one.Wanted}'" : $"'{one.Package}'";
        return new Finding
        {
            Message = one.Kind switch
            {
                LockDisagreementKind.Missing when project.Ecosystem is Ecosystem.Go => $"'{one.Manifest.Path}' requires {asked}, and '{one.Lock.Path}' has no hash of it. {Consequence(project)} {Advice(project, one)}",
                LockDisagreementKind.OutOfRange when project.Ecosystem is Ecosystem.Go => $"'{one.Manifest.Path}' requires {asked}, and '{one.Lock.Path}' has no hash of that version, only of others such as '{one.Locked}'. {Consequence(project)} {Advice(project, one)}",
                LockDisagreementKind.Missing => $"'{one.Manifest.Path}' asks for {asked}, and '{one.Lock.Path}'{others} {(alike.Length > 1 ? "were" : "was")} made before it did. {Consequence(project)} {Advice(project, one)}",
                LockDisagreementKind.OutOfRange => $"'{one.Manifest.Path}' asks for {asked}, and '{one.Lock.Path}' has '{one.Locked}', which is none of those. {Consequence(project)} {Advice(project, one)}",
                LockDisagreementKind.OtherRequest => $"'{one.Manifest.Path}' asks for {(one.Wanted.Length > 0 ? asked : $"any version of {asked}")}, and '{one.Lock.Path}'{others} {(alike.Length > 1 ? "were" : "was")} made for {(one.Locked is { Length: > 0 } locked ? $"'{locked}'" : "any version")}. {(one.IsMet ? "The version in it will do for both, but nobody chose it for what is asked today." : Consequence(project))} {Advice(project, one)}",
                LockDisagreementKind.NotAsked => $"'{one.Lock.Path}' was made for {(one.Locked is { Length: > 0 } range ? $"'{one.Package}' as '{range}'" : $"'{one.Package}'")}, for which '{one.Manifest.Path}' does not ask any more. Some tools stop at that; the others go on with what nobody asks for. {Advice(project, one)}",
                _ => $"'{one.Lock.Path}' holds the digest of another '{one.Manifest.Path}': what is asked for was changed after it was made. {Consequence(project)} {Advice(project, one)}",
            },
            Subject = $"{place.Path}#freshness/{(place.Path == one.Lock.Path ? one.Manifest.Path : one.Lock.Path)}/{one.Kind}/{one.Package}",
            Place = place,
            Related = [.. alike.Take(Named).Select(Beside)],
            Severity = Weight(one),
        };
    }

    private static RelatedPlace Beside(LockDisagreement one) => one.Kind is LockDisagreementKind.NotAsked or LockDisagreementKind.OtherDigest
        ? new RelatedPlace(one.Manifest, "the manifest that asks for something else")
        : new RelatedPlace(one.Lock, one.Kind is LockDisagreementKind.Missing ? $"the lock file that has no '{one.Package}'" : $"what the lock file says of '{one.Package}'");

    private static Severity Weight(LockDisagreement one) => one.IsMet || one.Kind is LockDisagreementKind.NotAsked ? Severity.Low : Severity.Medium;

    private static string Consequence(Project project) => project.Ecosystem is Ecosystem.Go
        ? "Where 'go' may not write, the build stops; where it may, it takes whatever it is served."
        : "An installation by the lock file stops at that, or passes over the change; any other takes whatever is published that day.";

    private static string Advice(Project project, LockDisagreement? one = null) =>
        project.Ecosystem is Ecosystem.Composer && one is { Kind: LockDisagreementKind.Missing } ? $"Run 'composer update {one.Package}', and commit the lock file with the change."
        : EcosystemWords.Refreshing(project.Ecosystem) is { } command ? $"Run '{command}', and commit the lock file with the change." : "Write the lock file anew, and commit it with the change.";
}
