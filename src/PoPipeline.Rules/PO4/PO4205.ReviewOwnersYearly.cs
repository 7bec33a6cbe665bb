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
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.OrganizationOwners, ForgeSetting.OrganizationRoles, ForgeSetting.Apps];

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
        var faults = FaultsOf(reviews, owners, snapshot.ObservedAt);

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

    // What counts of each owner is what was decided last, in whichever review.
    private static ImmutableArray<Fault> FaultsOf(ImmutableArray<RecordedReview> reviews, ImmutableArray<string> owners, DateTimeOffset now)
    {
        var all = reviews.SelectMany(review => review.Rows.Where(row => row.Keep is not null).Select(row => new Decided(NameOf(row), row.Keep is true, row.DecidedAt ?? review.ClosedAt ?? review.OpenedAt))).ToImmutableArray();
        var last = all.GroupBy(look => look.Owner, StringComparer.OrdinalIgnoreCase).ToDictionary(looks => looks.Key, looks => looks.MaxBy(look => look.At)!, StringComparer.OrdinalIgnoreCase);
        var open = reviews.FirstOrDefault(review => review.ClosedAt is null);
        var dropped = owners.Where(owner => last.GetValueOrDefault(owner) is { Keeps: false }).ToImmutableArray();
        var uncovered = owners.Where(owner => last.GetValueOrDefault(owner) is not { } look || (look.Keeps && now - look.At > TimeSpan.FromDays(Year))).ToImmutableArray();
        var waiting = uncovered.Where(owner => open?.Rows.Any(row => row.Keep is null && owner.Equals(NameOf(row), StringComparison.OrdinalIgnoreCase)) is true).ToImmutableArray();
        var stale = uncovered.Except(waiting).Where(last.ContainsKey).ToImmutableArray();
        var added = uncovered.Except(waiting).Except(stale).ToImmutableArray();
        return
        [
            .. FaultOf("removed", dropped, $"The review of {Day(dropped)} decided that {CodeOwnersRule.List(dropped)} should go, and {(dropped.Length == 1 ? "is" : "are")} still here"),
            .. FaultOf("waiting", waiting, $"The review of {open?.OpenedAt:yyyy-MM-dd} has not decided on {CodeOwnersRule.List(waiting)} yet{(open?.DueOn < DateOnly.FromDateTime(now.UtcDateTime) ? $", and was due on {open.DueOn:yyyy-MM-dd}" : "")}"),
            .. FaultOf("stale", stale, $"The {Owners(stale)} last reviewed on {Day(stale)}, more than {Year} days ago"),
            .. all.IsEmpty
                ? FaultOf("review", added, $"The {Owners(added)} never reviewed on record")
                : FaultOf("added", added, $"{CodeOwnersRule.List(added)} came after the review of {all.Max(look => look.At):yyyy-MM-dd}, so that nobody has looked at them"),
        ];

        string Day(ImmutableArray<string> names) => names.IsEmpty ? "" : $"{names.Max(name => last[name].At):yyyy-MM-dd}";
    }

    private static ImmutableArray<Fault> FaultOf(string part, ImmutableArray<string> about, string what) => about.IsEmpty ? [] : [new Fault(part, what, about)];

    private static string Owners(ImmutableArray<string> owners) => owners.Length == 1 ? $"owner {CodeOwnersRule.List(owners)} was" : $"owners {CodeOwnersRule.List(owners)} were";

    // A file names people with an at sign, and a forge without one.
    private static string NameOf(ReviewRow row) => row.Principal.TrimStart('@');

    // What was decided on an owner, and when.
    private sealed record Decided(string Owner, bool Keeps, DateTimeOffset At);

    // What is wrong, and whom it is about.
    private sealed record Fault(string Part, string What, ImmutableArray<string> About);
}
