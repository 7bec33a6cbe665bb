using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Snapshots;

namespace PoPipeline.Tests.Conventions;

/// <summary>What holds for every rule, whatever it demands: checked on the cases, on unions of them, and on generated pipelines.</summary>
public sealed class LawTests
{
    private const int Runs = 150;

    private static readonly Lazy<ImmutableArray<Snapshot>> Cases = new(() => [.. CaseTree.Names.Select(CaseTree.Collect)]);

    // Two cases, or a case and pipelines that nobody wrote. A case is no neighbour of its own: what both halves name stands in one file, and is told once.
    private static readonly Gen<(Snapshot One, Snapshot Other)> Pairs =
        Gen.Select(
            Gen.Int[0, int.MaxValue].Select(number => Cases.Value[number % Cases.Value.Length]),
            Gen.OneOf(Gen.Int[0, int.MaxValue].Select(number => Cases.Value[number % Cases.Value.Length]), ModelGen.Snapshot))
        .Where(pair => !ReferenceEquals(pair.Item1, pair.Item2));

    [Fact]
    public void A_neighbour_never_hides_a_finding() =>
        Pairs.Sample(
            pair =>
            {
                var own = pair.One.Pipelines.Select(pipeline => pipeline.Path).Concat(SettingNames(pair.One.Settings)).ToHashSet(StringComparer.Ordinal);
                var alone = Fingerprints(pair.One, own);
                var together = Fingerprints(Union(pair.One, pair.Other), own);

                Assert.Empty(alone.Except(together));
            },
            iter: Runs);

    [Fact]
    public void Ignorance_is_never_a_pass() =>
        Pairs.Sample(
            pair =>
            {
                var blind = Union(pair.One, pair.Other);
                blind = blind with
                {
                    Repository = blind.Repository with { Gaps = ["nothing could be listed"] },
                    CodeOwners = [.. blind.CodeOwners.Select(file => file with { Unreadable = "it is too large", Sections = [], Problems = [] })],
                    Pipelines = [.. blind.Pipelines.Select(pipeline => new Pipeline { Platform = pipeline.Platform, Path = pipeline.Path, Kind = pipeline.Kind, Unreadable = "it is too large" })],
                    Templates = [.. blind.Templates.Select(template => template with { Unreadable = "it is too large", Problems = [], Items = [], Headings = [] })],
                    IgnoredTemplates = [],
                    InlineExceptions = [],
                    Trust = new PolicyTrust(),
                    Settings = blind.Settings is { } settings ? Blind(settings) : null,
                    AuditLog = blind.AuditLog is { } log ? new AuditLog { Folder = log.Folder } : null,
                };

                Assert.Empty(Assess(blind).Judgements.Where(judgement => judgement.Verdict.Kind is VerdictKind.Pass).Select(judgement => judgement.Rule.Id));
            },
            iter: Runs);

    // However much else is known: a rule that loses all that it says it looks at has nothing left to pass by, and nothing to find.
    [Fact]
    public void A_rule_that_is_shown_none_of_its_settings_neither_passes_nor_fails() =>
        ModelGen.Settings.Sample(
            settings =>
            {
                var blind = new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository(), Settings = Blind(settings) };

                Assert.All(RuleSet.All.Where(rule => !rule.Settings.IsEmpty), rule => Assert.Contains(rule.Judge(blind).Kind, (VerdictKind[])[VerdictKind.Unknown, VerdictKind.NotApplicable]));
            },
            iter: Runs);

    // A fact more that is not known never turns a verdict into a pass, and never makes a finding.
    [Fact]
    public void A_setting_that_is_hidden_never_makes_a_pass_and_never_a_finding() =>
        Gen.Select(ModelGen.Settings, Gen.Int[0, int.MaxValue]).Sample(
            (settings, number) =>
            {
                var hidden = HideOne(settings, number);
                foreach (var rule in RuleSet.All.Where(rule => !rule.Settings.IsEmpty))
                {
                    var before = rule.Judge(Of(settings));
                    var after = rule.Judge(Of(hidden));
                    Assert.True(after.Kind is not VerdictKind.Pass || before.Kind is VerdictKind.Pass, $"{rule.Id} passes where something is hidden.");
                    Assert.Empty(after.Findings.Select(finding => finding.Subject).Except(before.Findings.Select(finding => finding.Subject)));
                }
            },
            iter: Runs);

    [Fact]
    public void What_could_not_be_listed_is_not_said_to_be_missing()
    {
        static IEnumerable<Finding> Missing(Snapshot snapshot) =>
            Assess(snapshot).Judgements.SelectMany(judgement => judgement.Verdict.Findings)
                .Where(finding => finding.Setting is null && !snapshot.Repository.Files.Contains(finding.Place.Path, StringComparer.Ordinal) && finding.Place.Path != snapshot.Policy.Path);

        Assert.NotEmpty(Cases.Value.SelectMany(Missing));
        Assert.Empty(Cases.Value.SelectMany(snapshot => Missing(snapshot with { Repository = snapshot.Repository with { Gaps = ["a part could not be listed"] } })));
    }

    [Fact]
    public void Order_does_not_matter() =>
        Pairs.Select(Gen.Int).Sample(
            (pair, seed) =>
            {
                var snapshot = Union(pair.One, pair.Other);
                var shuffled = snapshot with
                {
                    Pipelines = [.. Shuffle(snapshot.Pipelines, seed).Select(pipeline => pipeline with { Jobs = [.. Shuffle(pipeline.Jobs, seed)], Triggers = [.. Shuffle(pipeline.Triggers, seed)] })],
                    IgnoredPipelines = [.. Shuffle(snapshot.IgnoredPipelines, seed)],
                    Templates = [.. Shuffle(snapshot.Templates, seed)],
                    IgnoredTemplates = [.. Shuffle(snapshot.IgnoredTemplates, seed)],
                    Settings = snapshot.Settings is { } settings ? Shuffled(settings, seed) : null,
                };

                Assert.Equal(Fingerprints(snapshot).Order(StringComparer.Ordinal), Fingerprints(shuffled).Order(StringComparer.Ordinal));
            },
            iter: Runs);

    [Fact]
    public void Judging_is_repeatable_also_through_JSON() =>
        Pairs.Sample(
            pair =>
            {
                var snapshot = Union(pair.One, pair.Other);
                using var stream = new MemoryStream();
                SnapshotJson.Write(snapshot, stream);

                Assert.Equal(Describe(snapshot), Describe(snapshot));
                Assert.Equal(Describe(snapshot), Describe(SnapshotJson.Read(stream.ToArray())));
            },
            iter: Runs);

    [Fact]
    public void No_rule_throws() =>
        Pairs.Sample(
            pair => Assert.DoesNotContain(Assess(Union(pair.One, pair.Other)).Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal)),
            iter: Runs);

    [Fact]
    public void A_decision_never_removes_anything() =>
        Pairs.Select(Gen.Int[0, int.MaxValue]).Sample(
            (pair, number) =>
            {
                var snapshot = Union(pair.One, pair.Other) with { InlineExceptions = [], Policy = pair.One.Policy with { Exceptions = new ExceptionsPolicy() } };
                var before = Assess(snapshot).Judgements.Where(IsNotAboutExceptions).ToList();
                var findings = before.SelectMany(judgement => judgement.Findings).ToList();

                // No comment in a file decides on a setting of a forge.
                var open = findings.Where(finding => finding.Finding.Setting is null).ToList();
                if (open.Count == 0)
                {
                    return;
                }

                var chosen = open[number % open.Count];
                var place = chosen.Finding.Place;
                var exception = new InlineException
                {
                    Span = place,
                    Covers = place with { Region = place.Region with { EndLine = place.Region.StartLine + 1, EndColumn = 1 } },
                    Rules = [chosen.Rule.Id],
                    Until = DateOnly.FromDateTime(snapshot.ObservedAt.UtcDateTime),
                    Reason = "why",
                };
                var after = Assess(snapshot with { InlineExceptions = [exception] }).Judgements.Where(IsNotAboutExceptions).ToList();

                Assert.Equal(before.Select(judgement => (judgement.Rule.Id, judgement.Verdict.Kind)), after.Select(judgement => (judgement.Rule.Id, judgement.Verdict.Kind)));
                Assert.Equal(findings.Select(finding => finding.Fingerprint), after.SelectMany(judgement => judgement.Findings).Select(finding => finding.Fingerprint));
                Assert.Contains(after.SelectMany(judgement => judgement.Findings), finding => finding.Fingerprint == chosen.Fingerprint && !finding.IsOpen);
            },
            iter: Runs);

    public static TheoryData<string> CaseNames() => [.. CaseTree.Names];

    // What is left out of the whole check would otherwise fail whoever looks closer.
    [Theory]
    [MemberData(nameof(CaseNames))]
    public void A_rule_that_is_named_fails_alone_by_what_fails_the_whole_check(string name)
    {
        var snapshot = CaseTree.Collect(name);
        var verdicts = new Verdicts();
        var whole = Failing(RuleSelection.Default).ToHashSet(StringComparer.Ordinal);

        // Where an organisation was asked about there is no tree, and the whole check says nothing of one.
        var judged = RuleSet.All.Where(rule => !rule.Pedantic && (snapshot.Settings?.Organization is null || !rule.Settings.IsEmpty));
        Assert.All(judged, rule => Assert.Subset(whole, Failing(new RuleSelection { Rules = [rule.Id] }).ToHashSet(StringComparer.Ordinal)));

        IEnumerable<string> Failing(RuleSelection selection) =>
            Assessor.Assess(snapshot, selection, verdicts).Findings.Where(finding => BuildGate.Fails(finding, Severity.Low)).Select(finding => $"{finding.Rule.Id} {finding.Fingerprint} {finding.Severity}");
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Fingerprints_survive_lines_that_are_put_before_and_regions_lie_in_their_file(string name)
    {
        const string Above = "# a line\n# and another one\n\n";
        const int Lines = 3;
        using var tree = new TempTree();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Path.Combine(CaseTree.Root, name), file);
            var bytes = File.ReadAllBytes(file);
            Directory.CreateDirectory(Path.GetDirectoryName(tree.PathOf(path))!);
            File.WriteAllBytes(tree.PathOf(path), TakesComments(path) ? [.. System.Text.Encoding.UTF8.GetBytes(Above), .. bytes] : bytes);
        }

        var before = Findings(CaseTree.Collect(name));
        var after = Findings(CaseTree.CollectFolder(tree.Root));

        Assert.Equal(before.Select(Line(0)), after.Select(Line(Lines)));
        Assert.All(after, finding => AssertInside(tree, finding.Finding.Place));
    }

    private static void AssertInside(TempTree tree, Place place)
    {
        if (!File.Exists(tree.PathOf(place.Path)))
        {
            return;
        }

        // Git, forges and editors count no other ends of lines.
        var lines = File.ReadAllText(tree.PathOf(place.Path)).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var region = place.Region;
        Assert.InRange(region.StartLine, 1, lines.Length);
        Assert.InRange(region.EndLine, region.StartLine, lines.Length);
        Assert.InRange(region.StartColumn, 1, lines[region.StartLine - 1].Length + 1);
        Assert.InRange(region.EndColumn, 1, lines[region.EndLine - 1].Length + 1);
    }

    private static Func<AssessedFinding, string> Line(int shift) => finding =>
    {
        var line = finding.Finding.Place.Region.StartLine;
        var shifted = finding.Finding.Place.Region != Region.Start && TakesComments(finding.Finding.Place.Path) ? line - shift : line;
        return string.Create(CultureInfo.InvariantCulture, $"{finding.Rule.Id} {finding.Fingerprint} {finding.Finding.Place.Path}:{shifted}");
    };

    private static bool TakesComments(string path) =>
        Path.GetExtension(path) is ".yml" or ".yaml" || Path.GetFileName(path) is "CODEOWNERS";

    private static List<AssessedFinding> Findings(Snapshot snapshot) =>
        [.. Assess(snapshot).Findings.OrderBy(finding => finding.Fingerprint, StringComparer.Ordinal)];

    // The other's pipelines stand beside the one's, under names of their own.
    private static Place Moved(Place place) => place with { Path = $"other/{place.Path}" };

    private static Snapshot Union(Snapshot one, Snapshot other) => one with
    {
        Pipelines = [.. one.Pipelines, .. other.Pipelines.Select(pipeline => pipeline with { Path = $"other/{pipeline.Path}" })],
        IgnoredPipelines = [.. one.IgnoredPipelines, .. other.IgnoredPipelines.Select(ignored => ignored with { Path = $"other/{ignored.Path}" })],
        InlineExceptions = [.. one.InlineExceptions, .. other.InlineExceptions.Select(exception => exception with { Span = Moved(exception.Span), Covers = Moved(exception.Covers) })],
        Settings = Union(one.Settings, other.Settings),
    };

    private static ForgeSettings? Union(ForgeSettings? one, ForgeSettings? other) => one is null ? other : other is null ? one : one with
    {
        Repositories = [.. one.Repositories, .. other.Repositories.Select(repository => repository with { Name = $"other/{repository.Name}" })],
        Organization = one.Organization ?? other.Organization,
    };

    private static IEnumerable<string> SettingNames(ForgeSettings? settings) => settings is null ? [] :
    [
        .. settings.Repositories.Select(repository => $"{HostOf(settings)}/{repository.Name}#"),
        .. settings.Organization is { } organization ? [$"{HostOf(settings)}/{organization.Name}#"] : (string[])[],
    ];

    private static string HostOf(ForgeSettings settings) => settings.Server[(settings.Server.IndexOf("://", StringComparison.Ordinal) + 3)..];

    private static Snapshot Of(ForgeSettings settings) => new() { ObservedAt = CaseTree.ObservedAt, Repository = new Repository { Files = ["CODEOWNERS"] }, CodeOwners = [ReadingOwners], Settings = settings };

    private static CodeOwnersFile ReadingOwners { get; } = new() { Path = "CODEOWNERS", Forge = Forge.GitHub, Effective = true, Unreadable = "it is too large" };

    // That a repository exists, and nothing else of it.
    private static ForgeSettings Blind(ForgeSettings settings) => settings with
    {
        Repositories = [.. settings.Repositories.Select(repository => new RepositorySettings { Name = repository.Name, Url = repository.Url })],
        Organization = settings.Organization is { } organization ? new OrganizationSettings { Name = organization.Name, Url = organization.Url } : null,
    };

    // One fact of all, whichever the number says.
    private static ForgeSettings HideOne(ForgeSettings settings, int number)
    {
        var at = settings.Repositories.Length == 0 ? 0 : number % settings.Repositories.Length;
        return (number % 21) switch
        {
            0 => Hide(repository => repository with { Protection = Observed<BranchProtection>.NotAsked }),
            1 => Hide(repository => repository with { History = Observed<SignedHistory>.NotAsked }),
            2 => Hide(repository => repository with { CodeOwners = Observed<OwnerAccessList>.NotAsked }),
            3 => Hide(repository => repository with { Administrators = Observed<PrincipalList>.NotAsked }),
            4 => Hide(repository => repository with { OutsideCollaborators = Observed<PrincipalList>.NotAsked }),
            5 => Hide(repository => repository with { Keys = Observed<AccessKeyList>.NotAsked }),
            6 => Hide(repository => repository with { Webhooks = Observed<WebhookList>.NotAsked }),
            7 => Hide(repository => repository with { Pipelines = Observed<PipelineSettings>.NotAsked }),
            8 => Hide(repository => repository with { Environments = Observed<EnvironmentList>.NotAsked }),
            9 => Hide(repository => repository with { Scanning = Observed<SecretScanning>.NotAsked }),
            10 => Hide(repository => repository with { Pipelines = Untold(repository.Pipelines) }),
            11 => HideAround(organization => organization with { Mfa = Observed<MfaDemand>.NotAsked }),
            12 => HideAround(organization => organization with { WithoutMfa = Observed<PrincipalList>.NotAsked }),
            13 => HideAround(organization => organization with { Owners = Observed<PrincipalList>.NotAsked }),
            14 => HideAround(organization => organization with { Members = Observed<MemberRights>.NotAsked }),
            15 => HideAround(organization => organization with { Apps = Observed<AppList>.NotAsked }),
            16 => HideAround(organization => organization with { Tokens = Observed<AccessKeyList>.NotAsked }),
            17 => HideAround(organization => organization with { Webhooks = Observed<WebhookList>.NotAsked }),
            18 => HideAround(organization => organization with { Pipelines = Observed<PipelineSettings>.NotAsked }),
            19 => HideAround(organization => organization with { Ssh = Observed<SshSettings>.NotAsked }),
            _ => HideAround(organization => organization with { Protection = Observed<BranchProtection>.NotAsked }),
        };

        ForgeSettings Hide(Func<RepositorySettings, RepositorySettings> hide) =>
            settings.Repositories.Length == 0 ? settings : settings with { Repositories = settings.Repositories.SetItem(at, hide(settings.Repositories[at])) };

        ForgeSettings HideAround(Func<OrganizationSettings, OrganizationSettings> hide) =>
            settings.Organization is { } organization ? settings with { Organization = hide(organization) } : settings;

        // An answer without most of its fields.
        static Observed<PipelineSettings> Untold(Observed<PipelineSettings> pipelines) =>
            pipelines.Value is { } value ? Observed<PipelineSettings>.Known(new PipelineSettings { IsOn = value.IsOn, Variables = value.Variables, Runners = value.Runners }) : pipelines;
    }

    private static ForgeSettings Shuffled(ForgeSettings settings, int seed) => settings with
    {
        Repositories = [.. Shuffle(settings.Repositories, seed).Select(repository => repository with
        {
            Administrators = Shuffled(repository.Administrators, seed),
            OutsideCollaborators = Shuffled(repository.OutsideCollaborators, seed),
            Keys = repository.Keys.Value is { } keys ? Observed<AccessKeyList>.Known(new AccessKeyList([.. Shuffle(keys.Keys, seed)])) : repository.Keys,
            Webhooks = repository.Webhooks.Value is { } hooks ? Observed<WebhookList>.Known(new WebhookList([.. Shuffle(hooks.Hooks, seed)])) : repository.Webhooks,
            Environments = repository.Environments.Value is { } list ? Observed<EnvironmentList>.Known(new EnvironmentList([.. Shuffle(list.Environments, seed)])) : repository.Environments,
            Protection = repository.Protection.Value is { } protection
                ? Observed<BranchProtection>.Known(protection with { Layers = [.. Shuffle(protection.Layers, seed)], Unseen = [.. Shuffle(protection.Unseen, seed)] })
                : repository.Protection,
        })],
        Organization = settings.Organization is not { } organization ? null : organization with
        {
            Owners = Shuffled(organization.Owners, seed),
            WithoutMfa = Shuffled(organization.WithoutMfa, seed),
            Apps = organization.Apps.Value is { } apps ? Observed<AppList>.Known(new AppList([.. Shuffle(apps.Apps, seed)])) : organization.Apps,
        },
    };

    private static Observed<PrincipalList> Shuffled(Observed<PrincipalList> people, int seed) =>
        people.Value is { } list ? Observed<PrincipalList>.Known(new PrincipalList([.. Shuffle(list.Principals, seed)])) : people;

    private static Assessment Assess(Snapshot snapshot) => Assessor.Assess(snapshot, RuleSet.All);

    private static bool IsNotAboutExceptions(Judgement judgement) => !judgement.Rule.Id.StartsWith("PO33", StringComparison.Ordinal);

    private static IEnumerable<string> Fingerprints(Snapshot snapshot, HashSet<string>? paths = null) =>
        Assess(snapshot).Findings.Where(finding => paths is null || paths.Any(path => finding.Finding.Subject.StartsWith(path, StringComparison.Ordinal))).Select(finding => $"{finding.Rule.Id} {finding.Fingerprint}");

    private static string Describe(Snapshot snapshot) =>
        string.Join('\n', Assess(snapshot).Judgements.Select(judgement =>
            $"{judgement.Rule.Id} {judgement.Verdict.Kind} {judgement.Verdict.Reason} {string.Concat(judgement.Findings.Select(finding => $"{finding.Fingerprint} {finding.Severity} {finding.Finding.Place} {finding.Finding.Message}"))}"));

    private static T[] Shuffle<T>(ImmutableArray<T> items, int seed)
    {
        var shuffled = items.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
