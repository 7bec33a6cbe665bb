using PoPipeline.Queries;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Tests.Queries;

/// <summary>What changed from one snapshot to another: what nobody looks at any more got no better, and what is new got not lost.</summary>
public sealed class SnapshotDiffTests
{
    private static readonly Observed<BranchProtection> Open = Observed<BranchProtection>.Known(new BranchProtection { Branch = "main" });
    private static readonly Observed<WebhookList> OpenHook = Hooks(new Webhook("https://ci.example.com", IsActive: true, VerifiesTls: false, HasSecret: true));

    [Fact]
    public void Settings_that_nobody_asks_for_any_more_are_lost_and_not_better()
    {
        var (with, without) = (Of(Repository("acme/app") with { Protection = Open }), Of());

        var diff = SnapshotDiff.Between(with, without with { Settings = null });

        Assert.Empty(diff.Better);
        Assert.Empty(diff.Settings);
        Assert.NotEmpty(diff.Lost);
        Assert.True(diff.IsWorse);
        Assert.NotEmpty(SnapshotDiff.Between(without with { Settings = null }, with).Regained);
    }

    [Fact]
    public void What_hides_behind_something_that_cannot_be_seen_any_more_is_not_seen_any_better()
    {
        var hidden = new ProtectionLayer { Name = "a rule", Demands = [], Bypass = Observed<BypassList>.Unknown("only administrators see it") };
        var before = Of(Repository("acme/app") with { Protection = Observed<BranchProtection>.Known(new BranchProtection { Branch = "main", Layers = [hidden] }) });
        var after = Of(Repository("acme/app") with { Protection = Observed<BranchProtection>.Failed("401: there is no valid token") });

        var diff = SnapshotDiff.Between(before, after);

        Assert.NotEmpty(diff.Lost);
        Assert.DoesNotContain(diff.Regained, gap => diff.Lost.Any(lost => lost.Rule == gap.Rule));
    }

    [Fact]
    public void What_is_found_no_more_where_nobody_can_look_any_more_is_lost_and_not_better()
    {
        var before = Of(Repository("acme/app") with { Webhooks = OpenHook }, Repository("acme/lib") with { Webhooks = OpenHook });
        var after = Of(Repository("acme/app") with { Webhooks = Observed<WebhookList>.Unknown("the token lacks it") }, Repository("acme/lib") with { Webhooks = Hooks() });

        var diff = SnapshotDiff.Between(before, after);

        Assert.All(diff.Better, finding => Assert.Contains("acme/lib", finding.Finding.Subject, StringComparison.Ordinal));
        Assert.NotEmpty(diff.Better);
        Assert.Contains(diff.Lost, gap => gap.Gap.Subject.EndsWith("of 'acme/app'", StringComparison.Ordinal));
        Assert.Contains(diff.Settings, change => change is { Where: "acme/app › webhooks", Before: "known", After: "not known (the token lacks it)" });
        Assert.DoesNotContain(diff.Settings, change => change.Where.StartsWith("acme/app › webhooks ›", StringComparison.Ordinal));
    }

    [Fact]
    public void A_repository_that_was_left_to_another_shard_is_told_and_nothing_of_it_is_better_or_worse()
    {
        var whole = Of(Repository("acme/app") with { Protection = Open }, Repository("acme/lib"));
        var shard = Listing(Of(Repository("acme/lib")), new ManifestEntry("acme/app", ManifestState.Skipped, ManifestEntry.OfOtherShard));

        Assert.All(new[] { (SnapshotDiff.Between(whole, shard), true), (SnapshotDiff.Between(shard, whole), false) }, both =>
        {
            var (diff, isNow) = both;
            Assert.Equal([new PassedRepository("acme/app", isNow)], diff.Passed);
            Assert.Empty(diff.Better);
            Assert.Empty(diff.Settings);
            Assert.False(diff.IsWorse);
        });
    }

    [Fact]
    public void A_repository_that_is_not_listed_any_more_is_lost_and_not_better()
    {
        var before = Of(Repository("acme/app") with { Protection = Open }, Repository("acme/lib"));

        var diff = SnapshotDiff.Between(before, Of(Repository("acme/lib")));

        Assert.Empty(diff.Better);
        Assert.Contains(diff.Lost, gap => gap.Gap is { Subject: "the repository 'acme/app'", Failed: true });
    }

    [Fact]
    public void A_repository_that_nobody_could_look_at_is_lost_and_that_it_is_gone_is_not_said()
    {
        var before = Of(Repository("acme/app") with { Protection = Open }, Repository("acme/lib"));
        var after = Listing(Of(Repository("acme/lib")), new ManifestEntry("acme/app", ManifestState.Failed, "502"));

        var diff = SnapshotDiff.Between(before, after);

        Assert.Empty(diff.Better);
        Assert.Empty(diff.Settings);
        Assert.All(diff.Lost, gap => Assert.Equal("502", gap.Gap.Reason));
        Assert.NotEmpty(diff.Lost);
        Assert.Empty(SnapshotDiff.Between(after, before).Lost);
    }

    // Each repository lacks the same things, which a reader is told once.
    [Fact]
    public void A_new_repository_makes_nothing_unseen_that_was_seen()
    {
        var (before, after) = (Of(Repository("acme/app"), Repository("acme/lib")), Of(Repository("acme/app"), Repository("acme/lib"), Repository("acme/new")));

        var diff = SnapshotDiff.Between(before, after);

        Assert.Empty(diff.Lost);
        Assert.Empty(diff.Regained);
        Assert.NotEmpty(diff.Unseen);
        Assert.All(diff.Unseen, gap => Assert.EndsWith("'acme/new'", gap.Gap.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public void A_setting_that_cannot_be_seen_any_more_is_not_hidden_by_one_that_can()
    {
        var (seen, unseen) = (Hooks(), Observed<WebhookList>.Unknown("the token lacks it"));
        var before = Of(Repository("acme/app") with { Webhooks = unseen }, Repository("acme/lib") with { Webhooks = unseen }, Repository("acme/one") with { Webhooks = seen });
        var after = Of(Repository("acme/app") with { Webhooks = unseen }, Repository("acme/lib") with { Webhooks = seen }, Repository("acme/one") with { Webhooks = unseen });

        var diff = SnapshotDiff.Between(before, after);

        Assert.All(diff.Lost, gap => Assert.EndsWith("'acme/one'", gap.Gap.Subject, StringComparison.Ordinal));
        Assert.All(diff.Regained, gap => Assert.EndsWith("'acme/lib'", gap.Gap.Subject, StringComparison.Ordinal));
        Assert.NotEmpty(diff.Lost);
        Assert.NotEmpty(diff.Regained);
    }

    [Fact]
    public void A_name_that_differs_in_case_alone_is_the_same_one()
    {
        var before = Of(Repository("acme/app") with { Protection = Open });
        var after = before with
        {
            Settings = before.Settings! with
            {
                Repositories = [Repository("Acme/App") with { Protection = Open }],
                Organization = before.Settings!.Organization! with { Name = "Acme", Repositories = new RepositoryManifest(1, [new ManifestEntry("Acme/App", ManifestState.Evaluated, null)]) },
            },
        };

        var diff = SnapshotDiff.Between(before, after);

        Assert.Null(SnapshotDiff.Fault(before, after));
        Assert.Equal((0, 0, 0, 0), (diff.Worse.Length, diff.Better.Length, diff.Lost.Length, diff.Regained.Length));
    }

    [Fact]
    public void Snapshots_of_different_things_are_not_compared()
    {
        var one = new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository { Url = "https://github.com/acme/app" } };
        var settings = new ForgeSettings { Forge = Forge.GitHub, Server = "https://github.com", Repositories = [Repository("acme/app")] };

        Assert.NotNull(SnapshotDiff.Fault(one, one with { Repository = new Repository { Url = "https://github.com/acme/moved" } }));
        Assert.Null(SnapshotDiff.Fault(one, one with { Repository = new Repository { Url = "https://github.com/Acme/App" } }));
        Assert.Null(SnapshotDiff.Fault(one, one with { Repository = new Repository() }));
        Assert.NotNull(SnapshotDiff.Fault(one with { Settings = settings }, one with { Settings = settings with { Repositories = [Repository("acme/moved")] } }));
        Assert.NotNull(SnapshotDiff.Fault(one with { Settings = settings }, one with { Settings = settings with { Forge = Forge.GitLab } }));
        Assert.Null(SnapshotDiff.Fault(one with { Settings = settings }, one));
        Assert.NotNull(SnapshotDiff.Fault(one, Of(Repository("acme/app"))));
    }

    [Fact]
    public void Things_of_one_name_are_told_apart()
    {
        var hook = new Webhook("https://ci.example.com", IsActive: true, VerifiesTls: true, HasSecret: true);
        var (key, layer) = (new AccessKey { Name = "deploy", Kind = "deploy key", MayWrite = false }, new ProtectionLayer { Name = "the ruleset 'main'", Demands = [], Bypass = Observed<BypassList>.Known(new BypassList([])) });
        var environment = new DeploymentEnvironment { Name = "production", Approvals = 2 };

        Assert.Equal(["acme/app › webhooks › https://ci.example.com (one of 2): , present"], Told(Repository("acme/app") with { Webhooks = Hooks(hook) }, Repository("acme/app") with { Webhooks = Hooks(hook, hook) }));
        Assert.Equal(["acme/app › webhooks › https://ci.example.com (one of 2): present, "], Told(Repository("acme/app") with { Webhooks = Hooks(hook, hook with { VerifiesTls = false }) }, Repository("acme/app") with { Webhooks = Hooks(hook) }));
        Assert.Equal(["acme/app › webhooks › https://ci.example.com (one of 2) › verifiesTls: True, False"], Told(Repository("acme/app") with { Webhooks = Hooks(hook, hook) }, Repository("acme/app") with { Webhooks = Hooks(hook with { VerifiesTls = false }, hook) }));
        Assert.Empty(Told(Repository("acme/app") with { Webhooks = Hooks(hook, hook with { VerifiesTls = false }) }, Repository("acme/app") with { Webhooks = Hooks(hook with { VerifiesTls = false }, hook) }));
        Assert.Equal(["acme/app › keys › deploy (one of 2) › mayWrite: False, True"], Told(Keys(key, key), Keys(key with { MayWrite = true }, key)));
        Assert.Equal(["acme/app › protection › the ruleset 'main' (one of 2): present, "], Told(Layers(layer, layer with { NotInForce = "it is off" }), Layers(layer)));
        Assert.Equal(["acme/app › environments: known, not known (403)", "acme/app › keys: known, not known (404)"], Told(
            Keys(key) with { Environments = Observed<EnvironmentList>.Known(new EnvironmentList([environment])) },
            Repository("acme/app") with { Keys = Observed<AccessKeyList>.Unknown("404"), Environments = Observed<EnvironmentList>.Unknown("403") }));

        static RepositorySettings Keys(params AccessKey[] keys) => Repository("acme/app") with { Keys = Observed<AccessKeyList>.Known(new AccessKeyList([.. keys])) };

        static RepositorySettings Layers(params ProtectionLayer[] layers) => Repository("acme/app") with { Protection = Observed<BranchProtection>.Known(new BranchProtection { Branch = "main", Layers = [.. layers] }) };

        static IEnumerable<string> Told(RepositorySettings before, RepositorySettings after) => SettingChange.Between(Of(before), Of(after)).Select(change => $"{change.Where}: {change.Before}, {change.After}");
    }

    private static Observed<WebhookList> Hooks(params Webhook[] hooks) => Observed<WebhookList>.Known(new WebhookList([.. hooks]));

    private static RepositorySettings Repository(string name) => new() { Name = name, Url = $"https://github.com/{name}", Traits = Observed<RepositoryTraits>.Known(new RepositoryTraits { DefaultBranch = "main", IsPublic = true }) };

    private static Snapshot Of(params RepositorySettings[] repositories) => new()
    {
        ObservedAt = CaseTree.ObservedAt,
        Repository = new Repository(),
        Settings = new ForgeSettings
        {
            Forge = Forge.GitHub,
            Server = "https://github.com",
            Repositories = [.. repositories],
            Organization = new OrganizationSettings
            {
                Name = "acme",
                Url = "https://github.com/acme",
                Repositories = new RepositoryManifest(repositories.Length, [.. repositories.Select(repository => new ManifestEntry(repository.Name, ManifestState.Evaluated, Why: null))]),
            },
        },
    };

    private static Snapshot Listing(Snapshot snapshot, ManifestEntry entry)
    {
        var organization = snapshot.Settings!.Organization!;
        var manifest = organization.Repositories!;
        return snapshot with { Settings = snapshot.Settings with { Organization = organization with { Repositories = new RepositoryManifest(manifest.Listed + 1, [.. manifest.Entries, entry]) } } };
    }
}
