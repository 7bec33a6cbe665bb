using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO2;

/// <summary>PO2107: somebody has looked at every code owner within a year.</summary>
public sealed class PO2107ReviewCodeOwnersYearly : CodeOwnersRule
{
    private const int Year = 365;
    private const int MostNamed = 5;

    /// <inheritdoc/>
    public override string Summary => "A review on record has decided, within the last 365 days, that each code owner is still to be one.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override bool ReadsRecords => true;

    /// <inheritdoc/>
    protected override Verdict Look(CodeOwnersFile file, Snapshot snapshot)
    {
        var owners = Principals.Of(file);
        var reviews = snapshot.Records.Reviews.Where(review => review.Subject == RecordedReview.CodeOwners && review.Invalid is null).ToImmutableArray();
        var last = reviews.Where(review => review.ClosedAt is not null).MaxBy(review => review.ClosedAt);
        var isRecent = last?.ClosedAt is { } closed && snapshot.ObservedAt - closed <= TimeSpan.FromDays(Year);
        var faults = owners.IsEmpty ? [] : isRecent && last is not null ? Since(last, owners) : [Missing(reviews, last, owners)];
        return new Verdict
        {
            Judged = owners.Length,
            Findings = [.. faults.Select(fault => FindingOf(file, fault, snapshot))],

            // Where the records could not be read, a review that is not there may be there.
            Gaps = [.. faults.Length > 0 ? snapshot.Records.Gaps : []],
            Reason = $"{Counted.Of(owners.Length, "code owner")} looked at.",
        };
    }

    private static ImmutableArray<Fault> Since(RecordedReview review, ImmutableArray<string> owners)
    {
        var rows = review.Rows.DistinctBy(row => row.Principal, StringComparer.OrdinalIgnoreCase).ToDictionary(row => row.Principal, row => row.Keep, StringComparer.OrdinalIgnoreCase);
        var dropped = owners.Where(owner => rows.GetValueOrDefault(owner) is false).ToImmutableArray();
        var added = owners.Where(owner => !rows.ContainsKey(owner)).ToImmutableArray();
        return
        [
            .. dropped.IsEmpty ? [] : new[]
            {
                new Fault("removed", $"The review of {review.ClosedAt:yyyy-MM-dd} decided that {List(dropped)} should no longer be here", "Take the names away, or decide anew in another review.", dropped),
            },
            .. added.IsEmpty ? [] : new[]
            {
                new Fault("added", $"{List(added)} came after the review of {review.ClosedAt:yyyy-MM-dd}, so that nobody has looked at them", "Open a review with 'po review code-owners'.", added),
            },
        ];
    }

    private static Fault Missing(ImmutableArray<RecordedReview> reviews, RecordedReview? last, ImmutableArray<string> owners) =>
        reviews.FirstOrDefault(review => review.ClosedAt is null) is { } open
            ? new Fault("review", $"The review of {open.OpenedAt:yyyy-MM-dd} has {open.Rows.Count(row => row.Keep is null)} of {Counted.Of(open.Rows.Length, "row")} undecided", "Decide on each by '/po keep <entry>' or '/po remove <entry>'.", owners)
            : new Fault("review", last is null ? "The code owners were never reviewed" : $"The code owners were last reviewed on {last.ClosedAt:yyyy-MM-dd}, more than {Year} days ago", "Open a review with 'po review code-owners'.", owners);

    private static Finding FindingOf(CodeOwnersFile file, Fault fault, Snapshot snapshot) => new()
    {
        Message = $"{fault.What}. People change teams and leave, and an owner who no longer looks after a file lets through whatever is asked of them. {fault.Remedy}",
        Subject = $"{file.Path}#review/{fault.Subject}",
        Place = Place.StartOf(file.Path),
        Evidence = string.Join('\n', fault.About),

        // Without approvers nobody could decide, so that nothing could be on record.
        Pedantic = snapshot.Policy.Exceptions.Approvers.IsEmpty,
    };

    private static string List(ImmutableArray<string> names) =>
        string.Join(", ", names.Take(MostNamed).Select(name => $"'{name}'")) + (names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "");

    // What is wrong, what to do, and whom it is about.
    private sealed record Fault(string Subject, string What, string Remedy, ImmutableArray<string> About);
}
