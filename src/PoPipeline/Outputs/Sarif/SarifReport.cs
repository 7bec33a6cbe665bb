using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Sarif;

/// <summary>
/// An assessment as SARIF 2.1.0, written as it goes. Time is the snapshot's own, so that the same snapshot is the same bytes. Every level is written, also
/// the standard's default: a reader would take that of the rule for that of the result.
/// </summary>
internal sealed class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string About = "Evidence for the practices of NIST SSDF that prepare the organization.";

    private readonly Assessment assessment;
    private readonly ReportOptions options;
    private readonly SarifProfile profile;
    private readonly ImmutableArray<SwitchedOffRule> disabled;
    private readonly Taxonomies taxonomies;
    private readonly SarifRules rules;
    private readonly SarifResults results;
    private readonly SarifNotices notices;

    private SarifReport(Assessment assessment, ReportOptions options, SarifProfile profile)
    {
        this.assessment = assessment;
        this.options = options;
        this.profile = profile;
        disabled = profile is SarifProfile.Full ? Disabled(assessment) : [];
        List<Rule> all = [.. assessment.Judgements.Select(judgement => judgement.Rule).Concat(disabled.Select(rule => rule.Rule)).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        taxonomies = new Taxonomies(all);
        rules = new SarifRules(profile, all, assessment, taxonomies);
        results = new SarifResults(assessment, profile, rules, taxonomies);
        notices = new SarifNotices(assessment, profile, rules);
    }

    public static void Write(Assessment assessment, ReportOptions options, SarifProfile profile, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        new SarifReport(assessment, options, profile).WriteRun(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteRun(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteTool(json);
        WriteInvocation(json);
        json.WriteString("language", "en");
        WriteProvenance(json);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(SarifPlaces.Root);
        json.WriteText("description", "The root of the repository.");
        json.WriteEndObject();
        json.WriteEndObject();
        results.Write(json);
        WriteAutomation(json);
        json.WriteString("columnKind", "utf16CodeUnits");
        taxonomies.Write(json);
        json.WriteEndObject();
    }

    private void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("guid", StableGuid.Of("tool"));
        json.WriteString("name", Product.Name);
        json.WriteString("organization", Product.Name);
        json.WriteText("shortDescription", About);
        json.WriteString("fullName", $"{Product.Name} {options.Version}");
        json.WriteString("version", options.Version);
        json.WriteString("semanticVersion", options.Version);
        json.WriteString("informationUri", Product.Home);
        SarifNotices.WriteKinds(json);
        rules.Write(json);
        Taxonomies.WriteSupported(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInvocation(Utf8JsonWriter json)
    {
        var gate = BuildGate.Judge(assessment, options.FailOn);
        var observed = assessment.Snapshot.ObservedAt.UtcDateTime;
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteTime("startTimeUtc", observed);
        json.WriteTime("endTimeUtc", observed);
        if (gate.Code is not ExitCode.Met)
        {
            json.WriteNumber("exitCode", (int)gate.Code);
        }

        WriteOverrides(json);
        notices.WriteExecution(json, results.LeftOut);
        notices.WriteConfiguration(json, disabled);
        json.WriteString("exitCodeDescription", Untrusted.Plain(gate.Reason));
        json.WriteBoolean("executionSuccessful", IsSuccessful());
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteOverrides(Utf8JsonWriter json)
    {
        if (disabled.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("ruleConfigurationOverrides");
        foreach (var (rule, _) in disabled)
        {
            json.WriteStartObject();
            json.WriteStartObject("configuration");
            json.WriteBoolean("enabled", value: false);
            json.WriteString("level", "warning");
            json.WriteEndObject();
            json.WriteReference("descriptor", rules.Find(rule));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteProvenance(Utf8JsonWriter json)
    {
        var repository = assessment.Snapshot.Repository;
        if (!Uri.TryCreate(repository.Url, UriKind.Absolute, out var url))
        {
            return;
        }

        json.WriteStartArray("versionControlProvenance");
        json.WriteStartObject();
        json.WriteAddress("repositoryUri", url);
        if (repository.Revision is { } revision)
        {
            json.WriteString("revisionId", revision);
        }

        if (repository.Branch is { } branch)
        {
            json.WriteString("branch", branch);
        }

        json.WriteStartObject("mappedTo");
        json.WriteString("uriBaseId", SarifPlaces.Root);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteAutomation(Utf8JsonWriter json)
    {
        var snapshot = assessment.Snapshot;
        var observed = snapshot.ObservedAt.UtcDateTime;

        // A run on a part, or on some platforms, must not close the alerts of a run on all.
        var category = snapshot.Part is { } part ? $"{options.Category}/{Untrusted.Plain(part.Path)}" : options.Category;
        category = snapshot.Platforms is { } platforms ? $"{category}/platform={string.Join('+', platforms.All)}" : category;
        json.WriteStartObject("automationDetails");
        json.WriteText("description", PartWords.Of(snapshot) is { } words ? $"{About} {Untrusted.SarifMessage(words)}" : About);

        // GitHub takes all up to the last slash for the category.
        json.WriteString("id", $"{category}/{observed:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        json.WriteString("guid", StableGuid.Of($"run/{category}/{observed:O}/{snapshot.Repository.Url}/{snapshot.Repository.Revision}"));
        json.WriteEndObject();
    }

    // GitHub throws away a whole file of an unsuccessful run, what was found included. In its profile every rule that could not be
    // evaluated, and whatever was tampered with, has a result that says so; only a run that could evaluate nothing at all is unsuccessful there, so that it closes no alert.
    private bool IsSuccessful() => BuildGate.Unseen(assessment.Snapshot) is null && (profile is SarifProfile.Full
        ? assessment.Judgements.All(judgement => judgement.Verdict.Gaps.IsEmpty) && assessment.Snapshot.Records is { Tamperings: [] } records && !records.Gaps.Any(gap => gap.Failed)
        : assessment.Judgements.Any(judgement => judgement.Verdict.Kind is not VerdictKind.Unknown));

    private static ImmutableArray<SwitchedOffRule> Disabled(Assessment assessment) =>
    [
        .. assessment.Snapshot.Policy.Disabled
            .DistinctBy(disabled => disabled.Rule, StringComparer.Ordinal)
            .Where(disabled => assessment.Judgements.All(judgement => judgement.Rule.Id != disabled.Rule))
            .Join(RuleSet.All, disabled => disabled.Rule, rule => rule.Id, (disabled, rule) => new SwitchedOffRule(rule, disabled), StringComparer.Ordinal),
    ];
}
