using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3252: a lock file says which content is taken, and not only which version.</summary>
public sealed class PO3252HashLockedDependencies : ProjectRule
{
    /// <inheritdoc/>
    public override string Summary => "Every package that a lock file lists has a version and a strong hash, or the commit of a repository.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [328, 353, 494];

    /// <inheritdoc/>
    protected override Verdict Look(Snapshot snapshot) => snapshot.Locks.IsEmpty ? Verdict.NotApplicable("The repository has no lock file.") : new Verdict
    {
        Judged = snapshot.Locks.Count(file => file.Unreadable is null),
        IsPerFile = true,
        Findings = [.. snapshot.Locks.SelectMany(Open)],
        Gaps = [.. snapshot.Locks.Where(file => file.Unreadable is not null).Select(file => new Gap(file.Path, file.Unreadable!, Failed: true))],
        Evidence =
        [
            .. snapshot.Locks.Where(file => file.Unreadable is null && !file.Faults.Any(fault => fault.Kind is LockFaultKind.NoHash or LockFaultKind.WeakHash or LockFaultKind.NoCommit or LockFaultKind.NoVersion))
                .Select(file => new RelatedPlace(Place.StartOf(file.Path), file.Packages == 0 ? $"'{file.Path}' lists no package from elsewhere" : $"'{file.Path}' has a strong hash, or the commit, of {(file.Packages == 1 ? "its one package" : $"all {file.Packages} packages")}")).Take(MostEvidence),
        ],
        Reason = $"{Counted.Of(snapshot.Locks.Length, "lock file")} looked at, with {Counted.Of(snapshot.Locks.Sum(file => file.Packages), "package")}.",
    };

    private static IEnumerable<Finding> Open(Lockfile file)
    {
        var again = EcosystemWords.Again(file);
        var (hash, serves) = file.Ecosystem switch
        {
            Ecosystem.Bazel => ("hash", "whatever is served there, by whoever can change it or stands before it, is built with"),
            Ecosystem.Conan => ("revision of a recipe", "whatever the registry serves under that version is installed"),
            _ => ("hash", "whatever the registry, or whoever stands before it, serves under that version is installed"),
        };
        var name = EcosystemWords.IsWritten(file) ? file.Ecosystem is Ecosystem.Vcpkg ? "Write the commit as the baseline." : "Write the commit into the call." : $"Name the commit, and {Lowered(again)}";
        return LockFindings.Of(file, LockFaultKind.NoHash, Severity.Medium, (which, fault, areMany) =>
                $"{which} in '{file.Path}' {(areMany ? "have" : "has")} no {hash}{(fault.Text.Length > 0 && !areMany ? $", only the address '{fault.Text}'" : "")}: {serves}. {again}")
            .Concat(LockFindings.Of(file, LockFaultKind.WeakHash, Severity.Low, (which, fault, areMany) =>
                $"{which} in '{file.Path}' {(areMany ? "have" : "has")} a hash of {Algorithm(fault.Text)} alone, for which two contents with the same hash can be made. {again} Registries serve SHA-512 or SHA-256 of nearly all packages today."))
            .Concat(LockFindings.Of(file, LockFaultKind.NoCommit, Severity.Medium, (which, fault, areMany) =>
                $"{which} in '{file.Path}' {(areMany ? "come" : "comes")} from a repository without the full name of a commit{(fault.Text.Length > 0 && !areMany ? $" ('{fault.Text}')" : "")}, so that whoever may push there decides what is installed. {name}"))
            .Concat(LockFindings.Of(file, LockFaultKind.NoVersion, Severity.Medium, (which, _, areMany) =>
                $"{which} in '{file.Path}' {(areMany ? "have" : "has")} no version of {(areMany ? "their" : "its")} own, so that any release may be installed. Pin it with '==', and {Lowered(again)}"));
    }

    private static string Lowered(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static string Algorithm(string hash) => hash.StartsWith("md5", StringComparison.OrdinalIgnoreCase) || hash.Length is 32 ? "MD5" : "SHA-1";
}
