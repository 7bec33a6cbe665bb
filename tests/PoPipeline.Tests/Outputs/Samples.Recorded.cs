using System.Collections.Immutable;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Requests;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Outputs;

/// <content>Decisions on record.</content>
internal static partial class Samples
{
    /// <summary>The findings of <see cref="Recorded"/>: one in every state that a decision can be in, and what is none of them.</summary>
    public static ImmutableArray<string> States { get; } =
        [.. Enum.GetNames<DecisionState>().Select(name => name.ToLowerInvariant()), "changed", "ends-soon", "in-source", "nothing"];

    /// <summary>The only states whose findings are excused.</summary>
    public static ImmutableArray<string> Excused { get; } = ["approved", "ends-soon", "in-source"];

    /// <summary>An assessment with a finding in every state.</summary>
    /// <param name="text">What people say; something harmless without it.</param>
    /// <param name="tampered">Whether something was tampered with, and something of the records could not be read.</param>
    /// <param name="tracker">Where decisions are kept.</param>
    public static Assessment Recorded(string? text = null, bool tampered = true, TrackerKind tracker = TrackerKind.GitHub)
    {
        var rule = new PO3294Sample();
        var findings = States
            .Select((state, index) => new Finding
            {
                Message = $"Step '{state}' runs a tag that its owner can move. Pin the commit.",
                Subject = $"{Workflow}#build/{state}",
                Place = new Place(Workflow, new Region(10 + index, 9, 10 + index, 25)),
            })
            .ToImmutableArray();
        var judgement = Judge(
            rule,
            new Verdict { Judged = findings.Length, Reason = "1 of 1 pipeline looked at.", Findings = findings },
            new Suppression { InSource = true, Accepted = true, Justification = text ?? "moves with us", Until = new DateOnly(2027, 6, 1), Place = new Place(Workflow, new Region(20, 5, 20, 60)) },
            index: States.IndexOf("in-source"));
        var decisions = judgement.Findings
            .Select((finding, index) => (Finding: finding, State: States[index]))
            .Where(pair => pair.State is not ("in-source" or "nothing"))
            .Select(pair => Decision(pair.Finding, pair.State, text));
        var snapshot = new Snapshot
        {
            ObservedAt = ObservedAt,
            Repository = new Repository
            {
                Forge = tracker is TrackerKind.GitLab ? Forge.GitLab : Forge.GitHub,
                Url = tracker is TrackerKind.GitLab ? "https://gitlab.com/acme/app" : "https://github.com/acme/app",
                Revision = "0123456789abcdef0123456789abcdef01234567",
                Files = [Workflow],
            },
            Policy = new Policy { Path = ".popipeline.yml", Exceptions = new ExceptionsPolicy { Approvers = ["@acme/security"], Records = new RecordsPolicy { Tracker = tracker } } },
            Evidence = [.. judgement.Findings.Select((finding, index) => new FindingEvidence(finding.Rule.Id, finding.Fingerprint, Now(States[index])))],
            Records = new Records
            {
                Decisions = [.. decisions],
                Reviews =
                [
                    new RecordedReview
                    {
                        Subject = text ?? RecordedReview.CodeOwners,
                        Key = new string('c', 64),
                        Digest = new string('d', 64),
                        Issue = text ?? "#7",
                        OpenedAt = ObservedAt.AddDays(-3),
                        Rows = [new ReviewRow("e1", "@acme/platform", Keep: true, new Person("20", "alice")), new ReviewRow("e2", "@acme/web")],
                        Url = "https://github.com/acme/app/issues/7",
                    },
                ],
                Tamperings = tampered ? [new Tampering(text ?? "the approval by 'alice' in #108", text ?? "it was edited after it was recorded", "https://github.com/acme/app/issues/108")] : [],
                Gaps = tampered ? [new Gap(text ?? "#109", text ?? "its history of edits could not be read", Failed: true)] : [],
            },
        };
        return new Assessment { Snapshot = snapshot, Judgements = RecordedDecisions.Apply(snapshot, [judgement, Judge(new PO2191Sample(), new Verdict { Judged = 1, Reason = "1 of 1 code owner files looked at." })]) };
    }

    private static ImmutableArray<EvidencePart> Now(string state) =>
        [new("job 'build': 'permissions'", new string('1', 64)), new($"step '{state}': 'uses'", new string('2', 64))];

    private static RecordedDecision Decision(AssessedFinding finding, string state, string? text)
    {
        var number = 100 + States.IndexOf(state);
        var isApproved = state is "approved" or "changed" or "ends-soon" or "expired" or "revoked" or "invalidated" or "resolved";
        return new RecordedDecision
        {
            Key = finding.Fingerprint[..32] + finding.Fingerprint[..32],
            Digest = finding.Fingerprint[32..] + finding.Fingerprint[32..],
            Rule = finding.Rule.Id,
            Fingerprint = finding.Fingerprint,
            Subject = finding.Finding.Subject,
            Evidence = state is "changed" ? new string('e', 64) : ResultDigest.Of(finding, Now(state)),
            Covers = state is "changed" ? [.. Now(state).Skip(1)] : Now(state),
            State = state is "changed" or "ends-soon" ? DecisionState.Approved : Enum.Parse<DecisionState>(state, ignoreCase: true),
            Why = state switch
            {
                "invalidated" => text ?? "the approval by 'alice' was edited after it was recorded",
                "expired" => "its last day is over",
                _ => "",
            },
            Reason = text ?? "the vendor signs no commits yet",
            Requester = new Person("30", text ?? "dora"),
            Approvers = isApproved ? [new Person("20", text ?? "alice"), new Person("21", "bob")] : [],
            Decider = state is "rejected" or "revoked" or "withdrawn" ? new Person("22", text ?? "carol") : null,
            Justification = isApproved ? text ?? "low risk until the new release" : state is "rejected" ? text ?? "there is a release that is pinned" : "",
            Until = state is "expired" ? new DateOnly(2026, 11, 1) : state is "ends-soon" ? new DateOnly(2026, 12, 1) : isApproved ? new DateOnly(2027, 1, 31) : null,
            CreatedAt = ObservedAt.AddDays(-10),
            ChangedAt = state is "requested" ? null : ObservedAt.AddDays(-1),
            Url = $"https://github.com/acme/app/issues/{number}",
            Issue = text ?? $"#{number}",
            Refusals = state is "requested"
                ? [new RefusedCommand(new Person("66", text ?? "mallory"), text ?? "/po approve 01234567 until 2027-01-31 reason: trust me", [text ?? "'mallory' is not among those who may decide: @acme/security."])]
                : [],
        };
    }
}
