using Microsoft.CodeAnalysis.Sarif;
using Newtonsoft.Json;
using PoPipeline.Escaping;
using Model = PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Sarif;

/// <summary>An assessment as SARIF 2.1.0. Time is the snapshot's own, so that the same snapshot is the same bytes.</summary>
internal static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string SwitchedOff = "POP-OFF";
    private const string TreeIncomplete = "POP-TREE";
    private const string ResultsCut = "POP-CUT";
    private const string RecordsIncomplete = "POP-RECORDS";

    private static readonly (string Id, string Name, string Text, string Help)[] Notices =
    [
        (SarifRules.NotEvaluated, "RuleNotEvaluated", "A rule could not be evaluated.", "Mend what the notification names, and run PoPipeline again."),
        (SwitchedOff, "RuleSwitchedOff", "The policy switches a rule off.", "The policy file states the reason."),
        (TreeIncomplete, "FilesNotListed", "The files of the repository could not all be listed.", "Make the files readable, and run PoPipeline again."),
        (ResultsCut, "ResultsLeftOut", "Results were left out because the reader would not store them.", "The full report has them all."),
        (SarifRules.Tampered, "EvidenceTamperedWith", "Evidence was changed after it was recorded.", "Find out who changed what the notification names and why, and let the approvers decide anew."),
        (RecordsIncomplete, "RecordsNotRead", "The records of decisions could not be read in full.", "Mend what the notification names, and run PoPipeline again with --records."),
    ];

    public static void Write(Assessment assessment, ReportOptions options, SarifProfile profile, TextWriter writer)
    {
        var log = Build(assessment, options, profile);
        using var seen = new JsonGuard(writer);
        using var json = new JsonTextWriter(seen) { Formatting = Formatting.Indented, CloseOutput = false };
        JsonSerializer.Create(new JsonSerializerSettings { ContractResolver = SarifContract.Shared }).Serialize(json, log);
    }

    /// <summary>The report as an object of the SARIF SDK.</summary>
    public static SarifLog Build(Assessment assessment, ReportOptions options, SarifProfile profile)
    {
        var disabled = profile is SarifProfile.Full ? Disabled(assessment) : [];
        List<Model.Rule> all = [.. assessment.Judgements.Select(judgement => judgement.Rule).Concat(disabled.Select(pair => pair.Rule)).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        var taxonomies = new Taxonomies(all);
        var rules = new SarifRules(profile, all, assessment, taxonomies);
        var results = new SarifResults(assessment, profile, rules, taxonomies);
        var observed = assessment.Snapshot.ObservedAt.UtcDateTime;
        const string About = "Evidence for the practices of NIST SSDF that prepare the organization.";

        // A run on a part must not close the alerts of a run on all.
        var category = assessment.Snapshot.Part is { } part ? $"{options.Category}/{Untrusted.Plain(part.Path)}" : options.Category;
        var run = new Run
        {
            Tool = new Tool { Driver = DriverOf(options, rules) },
            Taxonomies = taxonomies.Components,
            AutomationDetails = new RunAutomationDetails
            {
                // GitHub takes all up to the last slash for the category.
                Id = $"{category}/{observed:yyyy-MM-dd'T'HH:mm:ss'Z'}",
                Guid = StableGuid.Of($"run/{category}/{observed:O}/{assessment.Snapshot.Repository.Url}/{assessment.Snapshot.Repository.Revision}"),
                Description = new Message { Text = PartWords.Of(assessment.Snapshot) is { } words ? $"{About} {Untrusted.SarifMessage(words)}" : About },
            },
            OriginalUriBaseIds = new Dictionary<string, ArtifactLocation>(StringComparer.Ordinal)
            {
                [SarifPlaces.Root] = new ArtifactLocation { Description = new Message { Text = "The root of the repository." } },
            },
            ColumnKind = ColumnKind.Utf16CodeUnits,
            Language = "en",
            Results = results.Build(),
        };
        run.Invocations = [InvocationOf(assessment, options, profile, rules, disabled, results.LeftOut)];
        run.VersionControlProvenance = ProvenanceOf(assessment.Snapshot.Repository);
        return new SarifLog { SchemaUri = new Uri(Schema), Version = SarifVersion.Current, Runs = [run] };
    }

    private static List<(Model.Rule Rule, Model.Policies.DisabledRule Disabled)> Disabled(Assessment assessment) =>
    [
        .. assessment.Snapshot.Policy.Disabled
            .DistinctBy(disabled => disabled.Rule, StringComparer.Ordinal)
            .Where(disabled => assessment.Judgements.All(judgement => judgement.Rule.Id != disabled.Rule))
            .Join(Model.RuleSet.All, disabled => disabled.Rule, rule => rule.Id, (disabled, rule) => (rule, disabled), StringComparer.Ordinal),
    ];

    private static ToolComponent DriverOf(ReportOptions options, SarifRules rules) => new()
    {
        Name = Product.Name,
        FullName = $"{Product.Name} {options.Version}",
        Organization = Product.Name,
        Guid = StableGuid.Of("tool"),
        Version = options.Version,
        SemanticVersion = options.Version,
        InformationUri = new Uri(Product.Home),
        ShortDescription = new MultiformatMessageString { Text = "Evidence for the practices of NIST SSDF that prepare the organization." },
        SupportedTaxonomies = Taxonomies.Supported,
        Rules = rules.Descriptors,
        Notifications =
        [
            .. Notices.Select(notice => new ReportingDescriptor
            {
                Id = notice.Id,
                Name = notice.Name,
                ShortDescription = new MultiformatMessageString { Text = notice.Text },

                // The SDK leaves a short description out where it equals the full one, and GitHub wants both.
                FullDescription = new MultiformatMessageString { Text = $"{notice.Text} {notice.Help}" },
                Help = new MultiformatMessageString { Text = notice.Help, Markdown = notice.Help },
                HelpUri = new Uri(Product.Home),
            }),
        ],
    };

    private static Invocation InvocationOf(
        Assessment assessment,
        ReportOptions options,
        SarifProfile profile,
        SarifRules rules,
        List<(Model.Rule Rule, Model.Policies.DisabledRule Disabled)> disabled,
        int leftOut)
    {
        var gate = BuildGate.Judge(assessment, options.FailOn);
        var observed = assessment.Snapshot.ObservedAt.UtcDateTime;
        var invocation = new Invocation
        {
            StartTimeUtc = observed,
            EndTimeUtc = observed,
            ExecutionSuccessful = IsSuccessful(assessment, profile),
            ExitCode = (int)gate.Code,
            ExitCodeDescription = Untrusted.Plain(gate.Reason),
        };
        List<Notification> notices =
        [
            .. BuildGate.Unseen(assessment.Snapshot.Repository) is { } unseen
                ? [NoticeOf(TreeIncomplete, FailureLevel.Error, unseen)]
                : assessment.Snapshot.Repository.Gaps.Select(gap => NoticeOf(TreeIncomplete, FailureLevel.Warning, gap)),
            .. LeftOutWords.Of(assessment.Snapshot).Select(leftOut => NoticeOf(TreeIncomplete, FailureLevel.Note, leftOut)),
            .. leftOut > 0 ? [NoticeOf(ResultsCut, FailureLevel.Warning, $"{Counting.Of(leftOut, "result")} left out, the least severe ones.")] : (Notification[])[],
            .. assessment.Snapshot.Records.Gaps.Select(gap => NoticeOf(
                RecordsIncomplete,
                gap.Failed && profile is SarifProfile.Full ? FailureLevel.Error : FailureLevel.Warning,
                $"'{gap.Subject}' could not be looked at: {gap.Reason}.")),
        ];
        if (profile is SarifProfile.Full)
        {
            notices.AddRange(assessment.Snapshot.Records.Tamperings.Select(tampering => NoticeOf(SarifRules.Tampered, FailureLevel.Error, SarifResults.Describe(tampering))));
            notices.AddRange(assessment.Judgements.SelectMany(
                judgement => judgement.Verdict.Gaps,
                (judgement, gap) => About(judgement.Rule, rules, NoticeOf(SarifRules.NotEvaluated, FailureLevel.Error, $"'{gap.Subject}' could not be looked at: {gap.Reason}."))));
            invocation.RuleConfigurationOverrides = disabled.Count > 0
                ? [.. disabled.Select(pair => new ConfigurationOverride { Descriptor = ReferenceTo(pair.Rule, rules), Configuration = new ReportingConfiguration { Enabled = false } })]
                : null;
            invocation.ToolConfigurationNotifications = disabled.Count > 0
                ? [.. disabled.Select(pair => SwitchedOffNotice(pair.Rule, pair.Disabled, assessment.Snapshot.Policy, rules))]
                : null;
        }

        invocation.ToolExecutionNotifications = notices.Count > 0 ? notices : null;
        return invocation;
    }

    // GitHub throws away a whole file of an unsuccessful run, what was found included. In its profile every rule that could not be
    // evaluated, and whatever was tampered with, has a result that says so; only a run that could evaluate nothing at all is unsuccessful there, so that it closes no alert.
    private static bool IsSuccessful(Assessment assessment, SarifProfile profile) => BuildGate.Unseen(assessment.Snapshot.Repository) is null && (profile is SarifProfile.Full
        ? assessment.Judgements.All(judgement => judgement.Verdict.Gaps.IsEmpty) && assessment.Snapshot.Records is { Tamperings: [] } records && !records.Gaps.Any(gap => gap.Failed)
        : assessment.Judgements.Any(judgement => judgement.Verdict.Kind is not Model.Results.VerdictKind.Unknown));

    private static Notification NoticeOf(string id, FailureLevel level, string text) => new()
    {
        Descriptor = new ReportingDescriptorReference { Id = id, Index = Array.FindIndex(Notices, notice => notice.Id == id) },
        Level = level,
        Message = new Message { Text = Untrusted.SarifMessage(text) },
    };

    private static Notification SwitchedOffNotice(Model.Rule rule, Model.Policies.DisabledRule disabled, Model.Policies.Policy policy, SarifRules rules)
    {
        var notice = About(rule, rules, NoticeOf(SwitchedOff, FailureLevel.Note, $"The policy switches {rule.Id} {rule.Name} off: {disabled.Reason}"));
        notice.Locations = [SarifPlaces.LocationOf(disabled.Span)];
        return notice;
    }

    private static Notification About(Model.Rule rule, SarifRules rules, Notification notice)
    {
        notice.AssociatedRule = ReferenceTo(rule, rules);
        return notice;
    }

    private static ReportingDescriptorReference ReferenceTo(Model.Rule rule, SarifRules rules)
    {
        var (id, index) = rules.Find(rule, rule.Severity);
        return new ReportingDescriptorReference { Id = id, Index = index };
    }

    private static List<VersionControlDetails>? ProvenanceOf(Model.Repository repository) =>
        Uri.TryCreate(repository.Url, UriKind.Absolute, out var url)
            ? [new VersionControlDetails
            {
                RepositoryUri = url,
                RevisionId = repository.Revision,
                Branch = repository.Branch,
                MappedTo = new ArtifactLocation { UriBaseId = SarifPlaces.Root },
            }]
            : null;
}
