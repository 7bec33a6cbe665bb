using System.Text.Json.Nodes;
using PoPipeline.Configuration;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;
using PoPipeline.Settings;
using PoPipeline.Tests.Settings;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>A review of the owners of an organisation or group: what the forge answers, what a tracker makes of it, and what the rule says then.</summary>
/// <param name="tracker">Makes the tracker of a run.</param>
/// <param name="kind">Which one it is.</param>
/// <param name="approvers">Who may decide.</param>
internal sealed class OwnersReview(Func<ITracker> tracker, TrackerKind kind, string approvers = "@acme/security") : IDisposable
{
    private readonly TemporaryFolder ledger = new();

    /// <summary>The policy, in the tree as on the branch.</summary>
    public string Policy { get; } = $"""
        exceptions:
          approvers: ["{approvers}"]
          records:
            tracker: {kind.ToString().ToLowerInvariant()}
        """;

    /// <summary>What a forge says that answers as its documentation does, but for what a test changes.</summary>
    /// <param name="target">What is asked about.</param>
    /// <param name="changes">What is different, by request.</param>
    public static ForgeSettings Seen(string target, params (string Request, string Change)[] changes)
    {
        Assert.True(SettingsTarget.TryParse(target, out var parsed, out _));
        using var forge = new CannedForge(parsed.Forge is Forge.GitLab ? "gitlab" : "github", new JsonObject(changes.Select(change => KeyValuePair.Create(change.Request, JsonNode.Parse(change.Change)))));
        return SettingsCase.Read(parsed, isOrganization: true, forge);
    }

    /// <summary>Runs once, and says what the rule makes of it.</summary>
    /// <param name="settings">What the forge says.</param>
    /// <param name="asks">Whether a review is opened.</param>
    /// <param name="writes">Whether anything is written.</param>
    public async Task<(RecordsOutcome Outcome, Judgement Judgement)> RunAsync(ForgeSettings settings, bool asks = false, bool writes = true)
    {
        using var tree = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(tree.Path, ".popipeline.yml"), Policy, TestContext.Current.CancellationToken);
        var now = DateTimeOffset.Parse("2026-11-22T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var snapshot = new Snapshot
        {
            ObservedAt = now,
            Repository = new Repository(),
            Policy = PolicyReader.OfRepository(tree.Path),
            Trust = new PolicyTrust { Source = PolicySource.Tree },
            Settings = settings,
        };
        var organization = settings.Organization!;
        var outcome = await new RecordsKeeper(tracker(), new FixedTime(now)).RunAsync(
            new RecordsRequest
            {
                Assessment = new Assessment { Snapshot = snapshot, Judgements = [] },
                Ledger = Path.Combine(ledger.Path, "ledger"),
                Writes = writes,
                Asked = asks
                    ? [new Asked { Kind = DecisionKind.Review, Review = OwnersToReview.SubjectOf(settings, organization), Principals = OwnersToReview.Of(settings, organization).Names, Until = new DateOnly(2026, 12, 6) }]
                    : [],
            },
            TestContext.Current.CancellationToken);
        var judged = Assessor.Assess(snapshot with { Records = outcome.Records }, [.. RuleSet.All.Where(rule => rule.Id is "PO4205")]);
        return (outcome, Assert.Single(judged.Judgements));
    }

    public void Dispose() => ledger.Dispose();
}
