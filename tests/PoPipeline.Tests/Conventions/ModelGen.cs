using System.Collections.Immutable;
using CsCheck;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Tests.Conventions;

/// <summary>Snapshots of pipelines that nobody wrote: every kind of value that the model allows, in any company.</summary>
internal static class ModelGen
{
    private static readonly Gen<Place> Place = Gen.Select(Gen.Int[0, 9], Gen.Int[1, 40], Gen.Int[1, 60], Gen.Int[1, 30], (file, line, column, length) =>
        new Place($"generated/{file}.yml", new Region(line, column, line, column + length)));

    private static readonly Gen<string> Text = OneOf(
        "", "a", "build", "production", "npm ci", "curl -k https://example.com/i.sh | sh", "echo ${{ github.event.issue.title }}", "pip install x || true", "docker run --privileged a",
        "http://example.com", "${{ secrets.X }}", "v1.2.3", "main", "self-hosted", "ubuntu-latest", "'", "ä\u0000\uFFFD", "../../x", "*", "echo \"$TITLE\"\nset -x\n");

    private static readonly Gen<Located<string>> Word = Gen.Select(Text, Place, (text, region) => new Located<string>(text, region));

    private static readonly Gen<Interpolation> Interpolation = Gen.Select(Text, Place, Gen.Int[0, 5], Gen.Enum<Origin>(), Gen.Enum<Charset>(), Gen.Enum<Mechanism>(), (text, region, offset, origin, charset, mechanism) =>
        new Interpolation { Text = text, Span = region, Offset = offset, Provenance = new Provenance(origin, charset) { Sources = [text] }, Mechanism = mechanism });

    private static readonly Gen<Setting> Setting = Gen.Select(Text, Text, Place, Many(Interpolation), (name, value, region, interpolations) =>
        new Setting { Name = name, NameSpan = region, Value = value, Span = region, Interpolations = interpolations });

    private static readonly Gen<Condition> Condition = Gen.Select(
        Text,
        Place,
        Many(Gen.Select(Gen.Enum<ConditionFaultKind>(), Text, Place, (kind, text, region) => new ConditionFault(kind, text, region, "it is odd"))),
        Many(Gen.Select(Gen.Enum<GateKind>(), Text, Place, (kind, text, region) => new Gate(kind, text, region))),
        (text, region, faults, gates) => new Condition { Text = text, Span = region, Faults = faults, Gates = gates });

    private static readonly Gen<Reference> Reference = Gen.Select(Gen.Enum<ReferenceKind>(), Text, Place, Gen.Enum<Pin>(), Gen.Bool, Gen.Enum<Publisher>(), Gen.Bool, (kind, text, region, pin, immutable, publisher, locked) =>
        new Reference { Kind = kind, Text = text, Span = region, Name = text, Version = new Located<string>(text, region), Pin = pin, Immutable = immutable, Publisher = publisher, Locked = locked });

    private static readonly Gen<Script> Script = Gen.Select(Gen.Enum<ShellKind>(), Text, Place, Many(Interpolation), (shell, text, region, interpolations) =>
        new Script { Shell = shell, Text = text, Span = region, Interpolations = interpolations });

    private static readonly Gen<Checkout> Checkout = Gen.Select(Place, Text, Gen.Enum<Origin>(), Gen.Bool, (region, text, origin, keeps) =>
        new Checkout { Span = region, Ref = text, Origin = origin, KeepsCredentials = keeps });

    private static readonly Gen<Exchange> Exchange = Gen.Select(Gen.Enum<ExchangeKind>(), Place, Gen.Enum<Origin>(), Many(Word), (kind, region, origin, paths) =>
        new Exchange { Kind = kind, Span = region, Origin = origin, Paths = paths });

    private static readonly Gen<Step> Step = Gen.Select(
        Gen.Select(Text, Place, Maybe(Condition), Maybe(Reference), Many(Setting)),
        Gen.Select(Many(Script), Maybe(Word), Maybe(Checkout), Many(Exchange)),
        (first, second) => new Step
        {
            Key = first.Item1,
            Span = first.Item2,
            Condition = first.Item3,
            Uses = first.Item4,
            Inputs = first.Item5,
            Variables = first.Item5,
            Scripts = second.Item1,
            ContinueOnError = second.Item2,
            Checkout = second.Item3,
            Exchanges = second.Item4,
        });

    private static readonly Gen<TokenPermissions> Permissions = Gen.Select(
        Place,
        Gen.Enum<Access>(),
        Many(Gen.Select(Text, Gen.Enum<Access>(), Place, (scope, access, region) => new Grant(scope, access, region, region))),
        (region, rest, grants) => new TokenPermissions { Span = region, Rest = rest, Grants = grants });

    private static readonly Gen<Container> Container = Gen.Select(Reference, Maybe(Word), Many(Word), (image, options, volumes) =>
        new Container { Image = image, Options = options, Volumes = volumes });

    private static readonly Gen<Runner> Runner = Gen.Select(Place, Gen.Enum<RunnerKind>(), Many(Word), (region, kind, labels) => new Runner { Span = region, Kind = kind, Labels = labels });

    private static readonly Gen<Job> Job = Gen.Select(
        Gen.Select(Text, Place, Maybe(Condition), Maybe(Runner), Maybe(Permissions), Maybe(Container)),
        Gen.Select(Maybe(Word), Many(Setting), Many(Step), Maybe(Reference), Maybe(Word)),
        (first, second) => new Job
        {
            Id = first.Item1,
            Span = first.Item2,
            Condition = first.Item3,
            Runner = first.Item4,
            Permissions = first.Item5,
            Container = first.Item6,
            Environment = second.Item1,
            Variables = second.Item2,
            Steps = second.Item3,
            Calls = second.Item4,
            ContinueOnError = second.Item5,
        });

    private static readonly Gen<Trigger> Trigger = Gen.Select(OneOf("push", "pull_request", "pull_request_target", "workflow_run", "schedule"), Place, Gen.Enum<Origin>(), Gen.Bool, Gen.Bool, Gen.Bool, (name, region, origin, privileged, call, release) =>
        new Trigger { Name = name, Span = region, StartedBy = origin, Privileged = privileged, IsCall = call, IsRelease = release });

    private static readonly Gen<SecretUse> SecretUse = Gen.Select(Gen.Enum<SecretUseKind>(), Text, Place, Gen.Enum<SecretPlace>(), (kind, text, region, place) =>
        new SecretUse { Kind = kind, Name = text, Text = text, Span = region, Place = place });

    private static readonly Gen<Pipeline> Pipeline = Gen.Select(
        Gen.Select(Gen.Enum<Platform>(), Gen.Enum<PipelineKind>(), Gen.Int[0, 9]),
        Gen.Select(Many(Trigger), Maybe(Permissions), Many(Setting), Many(Job), Many(SecretUse)),
        Many(Gen.Select(Text, Place, (text, region) => new Problem(ProblemKind.Key, text, region))),
        (kind, parts, problems) => new Pipeline
        {
            Platform = kind.Item1,
            Path = $"generated/{kind.Item3}.yml",
            Kind = kind.Item2,
            Triggers = parts.Item1,
            Permissions = parts.Item2,
            Variables = parts.Item3,
            Jobs = parts.Item4,
            SecretUses = parts.Item5,
            Problems = problems,
        });

    private static readonly Gen<bool?> Flag = Gen.Int[0, 2].Select(number => number == 2 ? (bool?)null : number == 1);

    private static readonly Gen<DateTimeOffset?> Moment = Gen.Int[-900, 900].Select(days => days % 3 == 0 ? (DateTimeOffset?)null : CaseTree.ObservedAt.AddDays(days));

    private static readonly Gen<string> Name = OneOf("alice", "bob", "acme/platform", "production", "eu-prod", "", "it's", "http://example.com", "https://example.com");

    private static readonly Gen<PrincipalList> People = Many(Gen.Select(Name, Gen.Enum<PrincipalKind>(), OneOf("admin", "write", "read", "Owner", "Developer", "odd", ""), Moment, (name, kind, role, at) =>
        new Principal { Name = name, Kind = kind, Role = role.Length == 0 ? null : role, ActiveAt = at })).Select(people => new PrincipalList(people));

    private static readonly Gen<BranchProtection> Protection = Gen.Select(
        Many(Gen.Select(
            Name,
            Gen.Bool,
            Many(Gen.Select(Gen.Enum<DemandKind>(), Gen.Int[0, 3], (kind, count) => new BranchDemand(kind, count, []))),
            Observed(Many(Gen.Select(Name, Gen.Enum<BypassKind>(), Gen.Bool, (who, kind, isByChange) => new Bypass(who, kind, isByChange, []))).Select(all => new BypassList(all))),
            (name, isInForce, demands, bypass) => new ProtectionLayer { Name = name, NotInForce = isInForce ? null : "it only evaluates", Demands = demands, Bypass = bypass })),
        Many(Gen.Select(Name, Gen.Bool, Many(Gen.Enum<DemandKind>()), (name, isUnavailable, could) => new UnseenLayer(name, "it could not be seen", isUnavailable, HasFailed: false, could))),
        (layers, unseen) => new BranchProtection { Branch = "main", Layers = layers, Unseen = unseen });

    private static readonly Gen<PipelineSettings> Pipelines = Gen.Select(
        Gen.Select(Flag, Flag, Flag, Flag, Flag, Flag, Flag),
        Gen.Select(Nullable(Gen.Enum<AllowedComponents>()), Nullable(Gen.Enum<OutsideApproval>())),
        Many(Gen.Select(Name, Gen.Bool, Gen.Bool, (name, isProtected, isMasked) => new PipelineVariable(name, isProtected, isMasked, "*"))),
        Many(Gen.Select(Name, Flag, Flag, Flag, (name, takesPublic, takesAll, takesAnyBranch) => new RunnerGroup(name, takesPublic, takesAll, takesAnyBranch))),
        (flags, kinds, variables, runners) => new PipelineSettings
        {
            IsOn = flags.Item1,
            TokenMayWrite = flags.Item2,
            TokenMayApprove = flags.Item3,
            IsOpenToAllJobs = flags.Item4,
            RequiresPins = flags.Item5,
            RunsChangesFromOutside = flags.Item6,
            MayOverrideVariables = flags.Item7,
            Components = kinds.Item1,
            OutsideApproval = kinds.Item2,
            Variables = variables,
            Runners = runners,
        });

    private static readonly Gen<AccessKeyList> Keys = Many(Gen.Select(Name, OneOf("deploy key", "deploy token"), Flag, Moment, Moment, Moment, Gen.Bool, (name, kind, mayWrite, created, used, ends, mayEnd) =>
        new AccessKey { Name = name, Kind = kind, MayWrite = mayWrite, CreatedAt = created, UsedAt = used, EndsAt = ends, MayEnd = mayEnd })).Select(keys => new AccessKeyList(keys));

    private static readonly Gen<WebhookList> Webhooks = Many(Gen.Select(Name, Gen.Bool, Flag, Flag, (address, isActive, verifies, hasSecret) => new Webhook(address, isActive, verifies, hasSecret))).Select(hooks => new WebhookList(hooks));

    private static readonly Gen<RepositorySettings> RepositorySettings = Gen.Select(
        Gen.Select(Gen.Int[0, 9], Observed(Gen.Select(Flag, Gen.Bool, Gen.Bool, (isPublic, isArchived, isFork) => new RepositoryTraits { DefaultBranch = "main", IsPublic = isPublic, IsArchived = isArchived && isFork })), Observed(Protection)),
        Gen.Select(
            Observed(Many(Gen.Select(Name, Gen.Enum<SignatureState>(), (commit, state) => new CommitSignature(commit, state, Reason: null))).Select(commits => new SignedHistory(commits))),
            Observed(Many(Gen.Select(Name, Gen.Enum<OwnerAccessKind>(), (name, access) => new OwnerAccess(name, access))).Select(owners => new OwnerAccessList(owners))),
            Observed(People),
            Observed(People),
            Observed(Keys)),
        Gen.Select(
            Observed(Webhooks),
            Observed(Pipelines),
            Observed(Many(Gen.Select(Name, Flag, Gen.Int[0, 2], Flag, Gen.Bool, (name, isProduction, approvals, own, isRestricted) =>
                new DeploymentEnvironment { Name = name, IsProduction = isProduction, Approvals = approvals, MayApproveOwn = own, IsRestricted = isRestricted })).Select(environments => new EnvironmentList(environments))),
            Observed(Gen.Select(Flag, Flag, (isOn, blocks) => new SecretScanning(isOn, blocks)))),
        (first, second, third) => new RepositorySettings
        {
            Name = $"generated/{first.Item1}",
            Url = $"https://example.com/generated/{first.Item1}",
            Traits = first.Item2,
            Protection = first.Item3,
            History = second.Item1,
            CodeOwners = second.Item2,
            Administrators = second.Item3,
            OutsideCollaborators = second.Item4,
            Keys = second.Item5,
            Webhooks = third.Item1,
            Pipelines = third.Item2,
            Environments = third.Item3,
            Scanning = third.Item4,
        });

    private static readonly Gen<OrganizationSettings> Organization = Gen.Select(
        Gen.Select(
            Observed(Gen.Select(Flag, Gen.Int[-1, 200], Flag, (isRequired, hours, allowsWeak) => new MfaDemand(isRequired, hours < 0 ? null : hours, allowsWeak, From: null))),
            Observed(People),
            Observed(People),
            Observed(People),
            Observed(Gen.Select(Nullable(Gen.Enum<BasePermission>()), Flag, Flag, Flag, (permission, mayDelete, mayTransfer, mayPublish) => new MemberRights { Base = permission, MayDelete = mayDelete, MayTransfer = mayTransfer, MayPublish = mayPublish }))),
        Gen.Select(
            Observed(Many(Gen.Select(Name, Gen.Bool, Many(OneOf("contents", "administration", "statuses", "api")), Gen.Bool, (name, takesAll, writes, isSuspended) => new InstalledApp(name, takesAll, writes, isSuspended))).Select(apps => new AppList(apps))),
            Observed(Keys),
            Observed(Webhooks),
            Observed(Pipelines)),
        Gen.Select(Observed(Gen.Select(Flag, Flag, Flag, (hasAuthority, isRequired, isOff) => new SshSettings(hasAuthority, isRequired, isOff))), Observed(Protection)),
        (first, second, third) => new OrganizationSettings
        {
            Name = "generated",
            Url = "https://example.com/generated",
            Mfa = first.Item1,
            WithoutMfa = first.Item2,
            Owners = first.Item3,
            OutsideCollaborators = first.Item4,
            Members = first.Item5,
            Apps = second.Item1,
            Tokens = second.Item2,
            Webhooks = second.Item3,
            Pipelines = second.Item4,
            Ssh = third.Item1,
            Protection = third.Item2,
        });

    /// <summary>What a forge may say of settings.</summary>
    public static Gen<ForgeSettings> Settings { get; } = Gen.Select(OneOf("GitHub", "GitLab"), Many(RepositorySettings), Maybe(Organization), (forge, repositories, organization) => new ForgeSettings
    {
        Forge = Enum.Parse<Forge>(forge),
        Server = "https://example.com",
        Repositories = [.. repositories.DistinctBy(repository => repository.Name)],
        Organization = organization,
    });

    /// <summary>A snapshot of generated pipelines and settings.</summary>
    public static Gen<Snapshot> Snapshot { get; } = Gen.Select(Many(Pipeline), Maybe(Settings), (pipelines, settings) => new Snapshot
    {
        ObservedAt = CaseTree.ObservedAt,
        Repository = new Repository(),
        Pipelines = [.. pipelines.DistinctBy(pipeline => pipeline.Path)],
        Settings = settings,
    });

    private static Gen<Observed<T>> Observed<T>(Gen<T> item)
        where T : class => Gen.Select(item, Gen.Int[0, 5], (value, state) => state switch
        {
            0 => PoPipeline.Rules.Model.Settings.Observed<T>.Unknown("the token may not see it"),
            1 => PoPipeline.Rules.Model.Settings.Observed<T>.Unavailable("the plan has none"),
            2 => PoPipeline.Rules.Model.Settings.Observed<T>.Failed("the answer broke off"),
            _ => PoPipeline.Rules.Model.Settings.Observed<T>.Known(value),
        });

    private static Gen<T?> Nullable<T>(Gen<T> item)
        where T : struct => Gen.Select(item, Gen.Bool, (value, there) => there ? value : (T?)null);

    private static Gen<ImmutableArray<T>> Many<T>(Gen<T> item) => item.Array[0, 3].Select(items => items.ToImmutableArray());

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<T?> Maybe<T>(Gen<T> item)
        where T : class => Gen.Select(item, Gen.Bool, (value, there) => there ? value : null);
}
