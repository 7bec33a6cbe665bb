using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Configuration;

/// <summary>The one description of <c>.popipeline.yml</c>.</summary>
internal static class PolicyShape
{
    private const int Version = 1;
    private const int LongestException = 3660;

    private static readonly TextShape Text = new();

    private static readonly ListShape<string> Texts = new(Text, "");

    private static readonly ChoiceShape<string> Rule = new("rule", [.. RuleSet.All.Select(rule => (rule.Id, rule.Id))]);

    private static readonly ChoiceShape<string> RuleOrTask = new(
        "rule or SSDF task",
        [.. RuleSet.All.Select(rule => rule.Task).Distinct(StringComparer.Ordinal).Concat(RuleSet.All.Select(rule => rule.Id)).Select(name => (name, name))]);

    private static readonly MappingShape<CodeOwnersPolicy> CodeOwners = new(
        [
            new Key<CodeOwnersPolicy, double>(
                "minimum-share",
                "The share of tracked files, from 0 to 1, that must have an owner; without it, a file without an owner is worth knowing and no more.",
                new NumberShape(0, 1, whole: false),
                owners => owners.MinimumShare ?? double.NaN,
                (owners, value) => owners with { MinimumShare = value },
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

    private static readonly MappingShape<PipelinesPolicy> Pipelines = new(
        [
            new Key<PipelinesPolicy, ImmutableArray<PinPolicy>>(
                "pins",
                "How firmly what is reused must be pinned; the first entry that matches holds.",
                new ListShape<PinPolicy>(PinEntry, new PinPolicy("", Pin.Digest)),
                pipelines => pipelines.Pins,
                (pipelines, value) => pipelines with { Pins = value },
                Pins),
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
        ],
        new PipelinesPolicy());

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
                "Who may decide on exceptions: '@user', '@organisation/team'.",
                Texts,
                exceptions => exceptions.Approvers,
                (exceptions, value) => exceptions with { Approvers = value },
                Tighten.RemoveButOne),
        ],
        new ExceptionsPolicy());

    private static readonly MappingShape<DisabledRule> Disabled = new(
        [
            new Key<DisabledRule, string>("rule", "The rule.", Rule, disabled => disabled.Rule, (disabled, value) => disabled with { Rule = value }, required: true),
            new Key<DisabledRule, string>("reason", "Why.", Text, disabled => disabled.Reason, (disabled, value) => disabled with { Reason = value }, required: true),
        ],
        finish: (disabled, node, file) => disabled with { Span = node.Span, Path = file.Path });

    private static readonly MappingShape<Policy> Rules = new(
        [
            new Key<Policy, ImmutableArray<DisabledRule>>(
                "disable",
                "Rules that are switched off, each with its reason. Reports show them.",
                new ListShape<DisabledRule>(Disabled, new DisabledRule("", "", Region.Start)),
                policy => policy.Disabled,
                (policy, value) => policy with { Disabled = value },
                Disable),
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
                (policy, value) => policy with { Forge = value }),
            new Key<Policy, ImmutableArray<string>>(
                "required",
                "Rules and SSDF tasks that must have been evaluated for the gate to be met.",
                new ListShape<string>(RuleOrTask, ""),
                policy => policy.Required,
                (policy, value) => policy with { Required = value },
                Tighten.Add),
            new Key<Policy, CodeOwnersPolicy>("code-owners", "Code owners, PO.2.1.", CodeOwners, policy => policy.CodeOwners, (policy, value) => policy with { CodeOwners = value }),
            new Key<Policy, PipelinesPolicy>("pipelines", "Pipelines, PO.3.2.", Pipelines, policy => policy.Pipelines, (policy, value) => policy with { Pipelines = value }),
            new Key<Policy, ExceptionsPolicy>("exceptions", "Exceptions, PO.3.3.", Exceptions, policy => policy.Exceptions, (policy, value) => policy with { Exceptions = value }),
            new Key<Policy, Policy>("rules", "The rules themselves.", Rules, policy => policy, (_, value) => value),
        ]);

    // An extending policy's pins come first, so none of them may be looser than what the extended one demands anywhere.
    private static (ImmutableArray<PinPolicy> Value, string? Fault) Pins(ImmutableArray<PinPolicy> old, ImmutableArray<PinPolicy> own)
    {
        var firmest = old.Any(pin => pin.Require is Pin.Digest) ? Pin.Digest : Pin.Commit;
        return own.FirstOrDefault(pin => pin.Require > firmest) is { } loose
            ? (old, $"a pin that is added must require '{Word(firmest)}'{(firmest is Pin.Digest ? "" : " or 'digest'")}, that of '{loose.Name}' does not")
            : ([.. own, .. old], null);
    }

    private static (ImmutableArray<DisabledRule> Value, string? Fault) Disable(ImmutableArray<DisabledRule> old, ImmutableArray<DisabledRule> own) =>
        own.FirstOrDefault(rule => old.All(other => other.Rule != rule.Rule)) is { } added
            ? (old, $"it does not switch off '{added.Rule}'")
            : (own, null);

    private static string Word(Pin pin) => pin is Pin.ExactVersion ? "exact-version" : pin.ToString().ToLowerInvariant();
}
