using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4205: somebody has looked at every owner within a year.</summary>
public sealed class PO4205ReviewOwnersYearly : OrganizationRule
{
    private const int Year = 365;

    /// <inheritdoc/>
    public override string Summary => "A review on record has decided, within the last 365 days, that each owner of the organisation, and each app that can do what owners do, is still to be one.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.OrganizationOwners, ForgeSetting.Apps];

    /// <inheritdoc/>
    public override bool ReadsRecords => true;

    /// <inheritdoc/>
    protected override Verdict Look(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        var owners = OwnersToReview.Of(view.Settings, organization);
        return owners.What is { } what ? Unseen(what, owners.Why, owners.HasFailed) : Look(organization, owners.Names, view);
    }

    private static Verdict Look(OrganizationSettings organization, ImmutableArray<string> owners, SettingsView view)
    {
        var snapshot = view.Snapshot;
        var records = snapshot.Records;
        var subject = OwnersToReview.SubjectOf(view.Settings, organization);
        var reviews = records.Reviews.Where(review => review.Subject == subject && review.Invalid is null).ToImmutableArray();
        var last = reviews.Where(review => review.ClosedAt is not null).MaxBy(review => review.ClosedAt);
        var isRecent = last?.ClosedAt is { } closed && snapshot.ObservedAt - closed <= TimeSpan.FromDays(Year);
        var faults = isRecent && last is not null ? Since(last, owners) : [Missing(reviews, last, owners, snapshot.ObservedAt)];

        // Where the records could not be read, a review that is not there may be there.
        return faults.Length > 0 && !records.Gaps.IsEmpty
            ? new Verdict { Reason = $"Whether the owners of '{organization.Name}' were reviewed could not be looked at.", Gaps = [.. records.Gaps.Select(gap => gap with { Pedantic = gap.Pedantic || snapshot.Policy.Exceptions.Approvers.IsEmpty })] }
            : Seen($"{Counted.Of(owners.Length, "owner")} of '{organization.Name}' looked at.", faults.Select(fault => FindingOf(organization, fault, view)), []);
    }

    private static Finding FindingOf(OrganizationSettings organization, Fault fault, SettingsView view) => view.On(
        organization,
        $"owners/review/{fault.Part}",
        $"{fault.What}. People change their work and leave, and an owner whom nobody needs any more is an account that can change everything and that nobody watches.",
        SettingTopic.ReviewOwners) with
    {
        Evidence = string.Join('\n', fault.About),

        // Without approvers nobody could decide, so that nothing could be on record.
        Pedantic = view.Snapshot.Policy.Exceptions.Approvers.IsEmpty,
    };

    private static ImmutableArray<Fault> Since(RecordedReview review, ImmutableArray<string> owners)
    {
        var rows = review.Rows.DistinctBy(row => NameOf(row), StringComparer.OrdinalIgnoreCase).ToDictionary(NameOf, row => row.Keep, StringComparer.OrdinalIgnoreCase);
        var dropped = owners.Where(owner => rows.GetValueOrDefault(owner) is false).ToImmutableArray();
        var added = owners.Where(owner => !rows.ContainsKey(owner)).ToImmutableArray();
        return
        [
            .. dropped.IsEmpty ? [] : new[] { new Fault("removed", $"The review of {review.ClosedAt:yyyy-MM-dd} decided that {CodeOwnersRule.List(dropped)} should go, and {(dropped.Length == 1 ? "it is" : "they are")} still here", dropped) },
            .. added.IsEmpty ? [] : new[] { new Fault("added", $"{CodeOwnersRule.List(added)} came after the review of {review.ClosedAt:yyyy-MM-dd}, so that nobody has looked at them", added) },
        ];
    }

    private static Fault Missing(ImmutableArray<RecordedReview> reviews, RecordedReview? last, ImmutableArray<string> owners, DateTimeOffset now) =>
        reviews.FirstOrDefault(review => review.ClosedAt is null) is { } open
            ? new Fault("review", $"The review of {open.OpenedAt:yyyy-MM-dd} has {open.Rows.Count(row => row.Keep is null)} of {Counted.Of(open.Rows.Length, "row")} undecided{(open.DueOn < DateOnly.FromDateTime(now.UtcDateTime) ? $", and was due on {open.DueOn:yyyy-MM-dd}" : "")}", owners)
            : new Fault("review", last is null ? $"The {Owners(owners)} never reviewed on record" : $"The {Owners(owners)} last reviewed on {last.ClosedAt:yyyy-MM-dd}, more than {Year} days ago", owners);

    private static string Owners(ImmutableArray<string> owners) => owners.Length == 1 ? $"owner {CodeOwnersRule.List(owners)} was" : $"owners {CodeOwnersRule.List(owners)} were";

    // A file names people with an at sign, and a forge without one.
    private static string NameOf(ReviewRow row) => row.Principal.TrimStart('@');

    // What is wrong, and whom it is about.
    private sealed record Fault(string Part, string What, ImmutableArray<string> About);
}
