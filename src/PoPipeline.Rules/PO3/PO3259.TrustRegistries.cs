using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3259: packages come from where they are meant to come from.</summary>
public sealed class PO3259TrustRegistries : ProjectRule
{
    /// <inheritdoc/>
    public override string Summary => "Lock files fetch packages by https, from the registry that the others come from, and under their own names.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [319, 427];

    /// <inheritdoc/>
    protected override Verdict Look(Snapshot snapshot) => snapshot.Locks.IsEmpty ? Verdict.NotApplicable("The repository has no lock file.") : new Verdict
    {
        Judged = snapshot.Locks.Count(file => file.Unreadable is null),
        IsPerFile = true,
        Findings = [.. snapshot.Locks.SelectMany(Open)],
        Gaps = [.. snapshot.Locks.Where(file => file.Unreadable is not null).Select(file => new Gap(file.Path, file.Unreadable!, Failed: true))],
        Evidence =
        [
            .. snapshot.Locks.Where(file => file.Unreadable is null && !file.Faults.Any(fault => fault.Kind is LockFaultKind.PlainHttp or LockFaultKind.OtherPackage or LockFaultKind.OtherHost))
                .Select(file => new RelatedPlace(Place.StartOf(file.Path), $"nothing in '{file.Path}' comes in the clear, from another host than the rest, or under another name")).Take(MostEvidence),
        ],
        Reason = $"{Counted.Of(snapshot.Locks.Length, "lock file")} looked at.",
    };

    private static IEnumerable<Finding> Open(Lockfile file) =>
        LockFindings.Of(file, LockFaultKind.PlainHttp, Severity.Medium, (which, fault, areMany) =>
                $"{which} in '{file.Path}' {(areMany ? "are" : "is")} fetched in the clear{(areMany ? "" : $", from '{fault.Text}'")}, so that whoever is on the way decides what comes, and a hash is all that keeps it out. {(EcosystemWords.IsWritten(file) ? "Write 'https://'." : "Have the registry named by 'https://', and lock anew.")}")
            .Concat(LockFindings.Of(file, LockFaultKind.OtherPackage, Severity.Medium, (which, fault, areMany) =>
                $"{which} in '{file.Path}' {(areMany ? "are fetched from addresses of other packages" : $"is fetched from '{fault.Text}', which is the address of another package")}: what is installed under the name is not what the name says. Nobody's tool writes that by itself; find out who changed the lock file, and lock anew."))
            .Concat(LockFindings.Of(file, LockFaultKind.OtherHost, Severity.Low, (which, fault, areMany) =>
                $"{which} in '{file.Path}' {(areMany ? "come" : "comes")} from '{fault.Text}', and the others from another host. Whoever may publish there decides what is installed; where that is meant, it is worth a line in the settings of the package manager that says for which packages."));
}
