using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Configuration;

/// <summary>The one description of <c>.popipeline.yml</c>.</summary>
internal static class PolicyShape
{
    private const int Version = 1;
    private const int LongestException = 3660;
    private const int MostApprovals = 20;
    private const int MostPeople = 1000;
    private const int MostStaleHours = 24 * 30;

    private static readonly TextShape Text = new();

    private static readonly ListShape<string> Texts = new(Text, "");

    private static readonly ChoiceShape<string> Rule = new("rule", [.. RuleSet.All.Select(rule => (rule.Id, rule.Id))]);

    private static readonly ChoiceShape<string> RuleOrTask = new(
        "rule or SSDF task",
        [.. Ssdf.Tasks.Concat(RuleSet.All.Select(rule => rule.Id)).Select(name => (name, name))]);

    private static readonly MappingShape<CodeOwnersPolicy> CodeOwners = new(
        [
            new Key<CodeOwnersPolicy, double>(
                "minimum-share",
                "The share of tracked files, from 0 to 1, that must have an owner; without it, a file without an owner is worth knowing and no more.",
                new NumberShape(0, 1, whole: false),
                owners => owners.MinimumShare ?? double.NaN,
                (owners, value) => owners with { MinimumShare = double.IsNaN(value) ? null : value },
                Tighten.Raise),
            new Key<CodeOwnersPolicy, ImmutableArray<string>>(
                "exempt",
                "Patterns, in CODEOWNERS syntax, of files that need no owner.",
                Texts,
                owners => owners.Exempt,
                (owners, value) => owners with { Exempt = value },
                Tighten.Remove),
            new Key<CodeOwnersPolicy, ImmutableArray<string>>(
                "critical",
                "Patterns, in CODEOWNERS syntax, of files that must have an owner beside those that PoPipeline knows.",
                Texts,
                owners => owners.Critical,
                (owners, value) => owners with { Critical = value },
                Tighten.Add),
            new Key<CodeOwnersPolicy, ImmutableArray<string>>(
                "groups",
                "Names that stand for a group although they look like one person: '@acme-bot'.",
                Texts,
                owners => owners.Groups,
                (owners, value) => owners with { Groups = value },
                Tighten.Remove),
        ],
        new CodeOwnersPolicy());

    private static readonly MappingShape<PinPolicy> PinEntry = new(
        [
            new Key<PinPolicy, string>(
                "name",
                "What is reused: a pattern over its name, in which '*' matches anything but a slash, and '**' anything.",
                Text,
                pin => pin.Name,
                (pin, value) => pin with { Name = value },
                required: true),
            new Key<PinPolicy, Pin>(
                "require",
                "The loosest pin that is accepted.",
                new ChoiceShape<Pin>("pin", [.. new[] { Pin.Digest, Pin.Commit, Pin.ExactVersion, Pin.Tag, Pin.Range, Pin.Branch, Pin.None }.Select(pin => (Word(pin), pin))]),
                pin => pin.Require,
                (pin, value) => pin with { Require = value },
                required: true),
        ]);

    private static readonly MappingShape<LeftOutPipeline> LeftOutEntry = new(
        [
            new Key<LeftOutPipeline, string>("path", "Which files: a pattern in CODEOWNERS syntax.", Text, entry => entry.Path, (entry, value) => entry with { Path = value }, required: true),
            new Key<LeftOutPipeline, string>("reason", "Why.", Text, entry => entry.Reason, (entry, value) => entry with { Reason = value }, required: true),
        ]);

    private static readonly MappingShape<PipelinesPolicy> Pipelines = new(
        [
            new Key<PipelinesPolicy, ImmutableArray<PinPolicy>>(
                "pins",
                "How firmly what is reused must be pinned; the first entry that matches holds.",
                new ListShape<PinPolicy>(PinEntry, new PinPolicy("", Pin.Digest)),
                pipelines => pipelines.Pins,
                (pipelines, value) => pipelines with { Pins = value },
                new Demand<ImmutableArray<PinPolicy>>(AddPins, ChangePins)),
            new Key<PipelinesPolicy, ImmutableArray<string>>(
                "production",
                "Names of deployment environments that are production: whole words, case ignored.",
                Texts,
                pipelines => pipelines.Production,
                (pipelines, value) => pipelines with { Production = value },
                Tighten.Add),
            new Key<PipelinesPolicy, ImmutableArray<string>>(
                "hosted-runners",
                "Labels of runners that the platform keeps although the labels are the organisation's own.",
                Texts,
                pipelines => pipelines.HostedRunners,
                (pipelines, value) => pipelines with { HostedRunners = value },
                Tighten.Remove),
            new Key<PipelinesPolicy, ImmutableArray<LeftOutPipeline>>(
                "leave-out",
                "Pipeline files of systems that PoPipeline does not read, which then leave nothing unknown, each with its reason. Reports show them.",
                new ListShape<LeftOutPipeline>(LeftOutEntry, new LeftOutPipeline("", "")),
                pipelines => pipelines.LeftOut,
                (pipelines, value) => pipelines with { LeftOut = value },
                new Demand<ImmutableArray<LeftOutPipeline>>(
                    (old, own) => LeftOutBeyond(old, own) is { } added ? (old, $"it does not leave out '{added}'") : (own, null),
                    (old, own) => LeftOutBeyond(old, own) is { } added ? (old, $"the tree leaves out '{added}', the branch does not") : (own, null))),
            new Key<PipelinesPolicy, ImmutableArray<AdvisoryFile>>(
                "advisories",
                "Files of advisories on what pipelines reuse, relative to the root; they win over those that PoPipeline knows, and an earlier file over a later one.",
                new AdvisoriesShape(),
                pipelines => pipelines.Advisories,
                (pipelines, value) => pipelines with { Advisories = value },
                AdvisoriesShape.Demand),
        ],
        new PipelinesPolicy());

    private static readonly MappingShape<SettingsPolicy> Settings = new(
        [
            new Key<SettingsPolicy, double>(
                "approvals",
                "How many people have to approve a change of the default branch.",
                new NumberShape(1, MostApprovals, whole: true),
                settings => settings.Approvals,
                (settings, value) => settings with { Approvals = (int)value },
                Tighten.Raise),
            new Key<SettingsPolicy, double>(
                "most-owners",
                "How many owners an organisation or group may have.",
                new NumberShape(1, MostPeople, whole: true),
                settings => settings.MostOwners,
                (settings, value) => settings with { MostOwners = (int)value },
                Tighten.Lower),
            new Key<SettingsPolicy, double>(
                "most-administrators",
                "How many people may administer a repository.",
                new NumberShape(1, MostPeople, whole: true),
                settings => settings.MostAdministrators,
                (settings, value) => settings with { MostAdministrators = (int)value },
                Tighten.Lower),
            new Key<SettingsPolicy, double>(
                "inactive-days",
                "After how many days an owner without activity, or a key without use, is one too many.",
                new NumberShape(1, LongestException, whole: true),
                settings => settings.InactiveDays,
                (settings, value) => settings with { InactiveDays = (int)value },
                Tighten.Lower),
        ],
        new SettingsPolicy());

    private static readonly MappingShape<LimitsPolicy> Limits = new(
        [
            new Key<LimitsPolicy, double>(
                "days",
                "The most days from the decision to the last day.",
                new NumberShape(1, LongestException, whole: true),
                limits => limits.Days,
                (limits, value) => limits with { Days = (int)value },
                Tighten.Lower),
            new Key<LimitsPolicy, double>(
                "approvals",
                "How many different approvers it takes.",
                new NumberShape(1, MostApprovals, whole: true),
                limits => limits.Approvals,
                (limits, value) => limits with { Approvals = (int)value },
                Tighten.Raise),
        ]);

    private static readonly MappingShape<SeverityLimits> LimitsBySeverity = new(
        [
            new Key<SeverityLimits, LimitsPolicy>("critical", "For critical findings.", Limits, limits => limits.Critical, (limits, value) => limits with { Critical = value }),
            new Key<SeverityLimits, LimitsPolicy>("high", "For high findings.", Limits, limits => limits.High, (limits, value) => limits with { High = value }),
            new Key<SeverityLimits, LimitsPolicy>("medium", "For medium findings.", Limits, limits => limits.Medium, (limits, value) => limits with { Medium = value }),
            new Key<SeverityLimits, LimitsPolicy>("low", "For low findings.", Limits, limits => limits.Low, (limits, value) => limits with { Low = value }),
        ]);

    private static readonly MappingShape<RecordsPolicy> Records = new(
        [
            new Key<RecordsPolicy, TrackerKind>(
                "tracker",
                "Where requests and decisions are kept: a folder of the repository, or issues.",
                new ChoiceShape<TrackerKind>("tracker", [.. Enum.GetValues<TrackerKind>().Select(kind => (kind.ToString().ToLowerInvariant(), kind))]),
                records => records.Tracker,
                (records, value) => records with { Tracker = value },
                Tighten.Same<TrackerKind>()),
            new Key<RecordsPolicy, string>(
                "project",
                "The repository whose issues are used, 'owner/name'; the one that is judged without it.",
                Text,
                records => records.Project ?? "",
                (records, value) => records with { Project = Said(value) },
                Tighten.Keep),
            new Key<RecordsPolicy, string>(
                "folder",
                "The folder of the records and of their ledger, relative to the root.",
                new RelativePathShape(),
                records => records.Folder,
                (records, value) => records with { Folder = value },
                Tighten.Same<string>()),
            new Key<RecordsPolicy, string>(
                "branch",
                "The branch on which decisions count; the default branch without it.",
                Text,
                records => records.Branch ?? "",
                (records, value) => records with { Branch = Said(value) },
                Tighten.Keep),
            new Key<RecordsPolicy, string>(
                "signers",
                "A file of SSH keys by e-mail address, as git's allowed signers; with it, a commit that decides must be signed.",
                new RelativePathShape(),
                records => records.Signers ?? "",
                (records, value) => records with { Signers = Said(value) },
                Tighten.KeepSaidText),
            new Key<RecordsPolicy, string>(
                "identity",
                "What this repository calls itself, unlike every other one: decisions in a folder that were made under another name do not count here.",
                Text,
                records => records.Identity ?? "",
                (records, value) => records with { Identity = Said(value) },
                Tighten.KeepSaidText),
            new Key<RecordsPolicy, string>(
                "request",
                "Who files requests: people alone, or each run with records, for every open finding that the gate minds.",
                new ChoiceShape<string>("way to file requests", [("manual", "manual"), ("automatic", "automatic")]),
                records => records.Automatic ? "automatic" : "manual",
                (records, value) => records with { Automatic = value is "automatic" },
                Tighten.OnceMerged<string>()),
            new Key<RecordsPolicy, double>(
                "lapse-days",
                "After how many days without a decision a request lapses.",
                new NumberShape(1, LongestException, whole: true),
                records => records.LapseDays,
                (records, value) => records with { LapseDays = (int)value },
                Tighten.Lower),
            new Key<RecordsPolicy, double>(
                "stale-hours",
                "For how many hours known decisions hold while the tracker cannot be reached.",
                new NumberShape(0, MostStaleHours, whole: true),
                records => records.StaleHours,
                (records, value) => records with { StaleHours = (int)value },
                Tighten.Lower),
        ],
        new RecordsPolicy());

    private static readonly MappingShape<ExceptionsPolicy> Exceptions = new(
        [
            new Key<ExceptionsPolicy, bool>(
                "inline",
                "Whether comments in files may make exceptions.",
                new BooleanShape(),
                exceptions => exceptions.Inline,
                (exceptions, value) => exceptions with { Inline = value },
                Tighten.Forbid),
            new Key<ExceptionsPolicy, double>(
                "maximum-days",
                "The longest time, in days, that an exception may still run.",
                new NumberShape(1, LongestException, whole: true),
                exceptions => exceptions.MaximumDays,
                (exceptions, value) => exceptions with { MaximumDays = (int)value },
                Tighten.Lower),
            new Key<ExceptionsPolicy, ImmutableArray<string>>(
                "approvers",
                "Who may decide on requests: '@team' or '@owner/team', '@person', or an e-mail address where a decision is a commit.",
                Texts,
                exceptions => exceptions.Approvers,
                (exceptions, value) => exceptions with { Approvers = value },
                Tighten.RemoveButOne),
            new Key<ExceptionsPolicy, SeverityLimits>(
                "limits",
                "How long a recorded exception may run, and how many people must approve it, by severity.",
                LimitsBySeverity,
                exceptions => exceptions.Limits,
                (exceptions, value) => exceptions with { Limits = value }),
            new Key<ExceptionsPolicy, RecordsPolicy>(
                "records",
                "Where requests and decisions are kept.",
                Records,
                exceptions => exceptions.Records,
                (exceptions, value) => exceptions with { Records = value }),
        ],
        new ExceptionsPolicy());

    private static readonly MappingShape<DisabledRule> Disabled = new(
        [
            new Key<DisabledRule, string>("rule", "The rule.", Rule, disabled => disabled.Rule, (disabled, value) => disabled with { Rule = value }, required: true),
            new Key<DisabledRule, string>("reason", "Why.", Text, disabled => disabled.Reason, (disabled, value) => disabled with { Reason = value }, required: true),
        ],
        finish: (disabled, node, file) => disabled with { Span = node.Span });

    private static readonly MappingShape<Policy> Rules = new(
        [
            new Key<Policy, ImmutableArray<DisabledRule>>(
                "disable",
                "Rules that are switched off, each with its reason. Reports show them.",
                new ListShape<DisabledRule>(Disabled, new DisabledRule("", "", default)),
                policy => policy.Disabled,
                (policy, value) => policy with { Disabled = value },
                new Demand<ImmutableArray<DisabledRule>>(
                    (old, own) => DisabledBeyond(old, own) is { } added ? (old, $"it does not switch off '{added}'") : (own, null),
                    (old, own) => DisabledBeyond(old, own) is { } added ? (old, $"the tree switches off '{added}', the branch does not") : (own, null))),
        ]);

    /// <summary>The whole file.</summary>
    public static MappingShape<Policy> Root { get; } = new(
        [
            new Key<Policy, double>("version", "The version of this format.", new NumberShape(Version, Version, whole: true), _ => Version, (policy, _) => policy),
            new Key<Policy, string>(
                PolicyReader.Extends,
                "A policy file, relative to this one and below the same root, that this one only makes stricter.",
                Text,
                _ => "",
                (policy, _) => policy),
            new Key<Policy, Forge>(
                "forge",
                "What hosts the repository, where its remote does not tell.",
                new ChoiceShape<Forge>("forge", [.. new[] { Forge.GitHub, Forge.GitLab }.Select(forge => (forge.ToString().ToLowerInvariant(), forge))]),
                policy => policy.Forge,
                (policy, value) => policy with { Forge = value },
                Tighten.Same<Forge>()),
            new Key<Policy, ImmutableArray<string>>(
                "required",
                $"Rules and SSDF tasks that must have been evaluated for the gate to be met. Rules judge {string.Join(", ", Ssdf.Judged)} so far; with another task the gate is never met.",
                new ListShape<string>(RuleOrTask, ""),
                policy => policy.Required,
                (policy, value) => policy with { Required = value },
                Tighten.Add),
            new Key<Policy, CodeOwnersPolicy>("code-owners", "Code owners, PO.2.1.", CodeOwners, policy => policy.CodeOwners, (policy, value) => policy with { CodeOwners = value }),
            new Key<Policy, PipelinesPolicy>("pipelines", "Pipelines, PO.3.2.", Pipelines, policy => policy.Pipelines, (policy, value) => policy with { Pipelines = value }),
            new Key<Policy, TemplatesPolicy>("templates", "Templates for issues and changes, PO.4.1.", TemplatesShape.Root, policy => policy.Templates, (policy, value) => policy with { Templates = value }),
            new Key<Policy, ToolchainPolicy>("toolchain", "The toolchain, PO.3.1 and PO.3.3.", ToolchainShape.Root, policy => policy.Toolchain, (policy, value) => policy with { Toolchain = value }),
            new Key<Policy, InTotoPolicy>("in-toto", "Layouts of in-toto, PO.3.3.", InTotoShape.Root, policy => policy.InToto, (policy, value) => policy with { InToto = value }),
            new Key<Policy, ScaffoldingPolicy>("scaffolding", "Templates that repositories are made of, PO.3.1.", ScaffoldingShape.Root, policy => policy.Scaffolding, (policy, value) => policy with { Scaffolding = value }),
            new Key<Policy, SettingsPolicy>("settings", "Settings of the forge, PO.2.1, PO.4.2 and PO.5.1.", Settings, policy => policy.Settings, (policy, value) => policy with { Settings = value }),
            new Key<Policy, AuditLogPolicy>("audit-logs", "Audit logs that are collected, PO.4.2.", AuditLogsShape.Root, policy => policy.AuditLogs, (policy, value) => policy with { AuditLogs = value }),
            new Key<Policy, ExceptionsPolicy>("exceptions", "Exceptions, PO.3.3.", Exceptions, policy => policy.Exceptions, (policy, value) => policy with { Exceptions = value }),
            new Key<Policy, Policy>("rules", "The rules themselves.", Rules, policy => policy, (policy, value) => policy with { Disabled = value.Disabled }),
        ]);

    // An extending policy's pins come first, so none of them may be looser than what the extended one demands anywhere.
    private static (ImmutableArray<PinPolicy> Value, string? Fault) AddPins(ImmutableArray<PinPolicy> old, ImmutableArray<PinPolicy> own)
    {
        var firmest = old.Any(pin => pin.Require is Pin.Digest) ? Pin.Digest : Pin.Commit;
        return own.FirstOrDefault(pin => pin.Require > firmest) is { } loose
            ? (old, $"a pin that is added must require '{Word(firmest)}'{(firmest is Pin.Digest ? "" : " or 'digest'")}, that of '{loose.Name}' does not")
            : ([.. own, .. old], null);
    }

    // Of the entries that are kept none may pass another; what is new must be firm; and what is left out may only have allowed more than what now holds in its place.
    private static (ImmutableArray<PinPolicy> Value, string? Fault) ChangePins(ImmutableArray<PinPolicy> old, ImmutableArray<PinPolicy> own)
    {
        ImmutableArray<PinPolicy> added = [.. own.Except(old)];
        var (joined, fault) = AddPins(old, added);
        if (fault is not null)
        {
            return (old, fault);
        }

        var isReordered = !old.Intersect(own).SequenceEqual(own.Intersect(old));
        var missing = old.Index().FirstOrDefault(entry => !own.Contains(entry.Item) && (entry.Item.Require <= Pin.Commit || old.Skip(entry.Index + 1).Any(later => later.Require > entry.Item.Require))).Item;
        return isReordered ? (joined, "the entries of the branch stand in another order in the tree, and the first that matches holds")
            : missing is not null ? (joined, $"the branch requires '{Word(missing.Require)}' of '{missing.Name}', the tree leaves that out")
            : (own, null);
    }

    private static string? Said(string value) => value.Length > 0 ? value : null;

    private static string? DisabledBeyond(ImmutableArray<DisabledRule> old, ImmutableArray<DisabledRule> own) =>
        own.Select(rule => rule.Rule).Except(old.Select(rule => rule.Rule), StringComparer.Ordinal).FirstOrDefault();

    private static string? LeftOutBeyond(ImmutableArray<LeftOutPipeline> old, ImmutableArray<LeftOutPipeline> own) =>
        own.Select(entry => entry.Path).Except(old.Select(entry => entry.Path), StringComparer.Ordinal).FirstOrDefault();

    private static string Word(Pin pin) => pin is Pin.ExactVersion ? "exact-version" : pin.ToString().ToLowerInvariant();
}
