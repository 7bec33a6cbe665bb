using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Sarif;

/// <summary>Findings and verdicts, as results.</summary>
internal sealed class SarifResults
{
    private const int TamperingsShown = 100;

    // What GitHub stores of one run.
    private const int StoredByGitHub = 5000;
    private const int MessageLength = 1000;
    private const int LinkedPlaces = 5;

    private readonly Assessment assessment;
    private readonly SarifProfile profile;
    private readonly SarifRules rules;
    private readonly Taxonomies taxonomies;
    private readonly Dictionary<LineKey, string> hashes;
    private readonly VerdictPlaces places;

    // The standard wants the array on all results of a run or on none.
    private readonly bool hasSuppressions;

    // What a reader that knows results only has to show as failures, and the findings that it is shown.
    private readonly ImmutableArray<Tampering> tamperings = [];
    private readonly ImmutableArray<Judgement> unknown = [];
    private readonly ImmutableArray<AssessedFinding> findings = [];

    public SarifResults(Assessment assessment, SarifProfile profile, SarifRules rules, Taxonomies taxonomies)
    {
        this.assessment = assessment;
        this.profile = profile;
        this.rules = rules;
        this.taxonomies = taxonomies;
        hashes = HashesOf(assessment.Snapshot);
        places = new VerdictPlaces(assessment.Snapshot);
        hasSuppressions = assessment.Findings.Any(HasSuppression);
        if (profile is SarifProfile.Full)
        {
            return;
        }

        tamperings = [.. assessment.Snapshot.Records.Tamperings.Take(TamperingsShown)];
        unknown = [.. assessment.Judgements.Where(judgement => judgement.Verdict.Gaps.Length > 0)];
        findings = [.. assessment.Findings];
        if (profile is SarifProfile.GitHub)
        {
            // It ignores suppressions: what is accepted is left out, which closes its alert, and whatever else is decided stays open.
            // The sort keeps the order of places within a severity.
            var room = Math.Max(StoredByGitHub - tamperings.Length - unknown.Length, 0);
            var open = findings.Where(finding => finding.IsOpen).OrderByDescending(finding => (int)finding.Severity).ToImmutableArray();
            LeftOut = Math.Max(open.Length - room, 0);
            findings = open[..^LeftOut];
        }
    }

    /// <summary>How many results were left out because GitHub would not store them.</summary>
    public int LeftOut { get; }

    /// <summary>Writes the results.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("results");
        if (profile is SarifProfile.Full)
        {
            foreach (var judgement in assessment.Judgements)
            {
                WriteAll(json, judgement);
            }
        }

        foreach (var tampering in tamperings)
        {
            Write(json, tampering);
        }

        foreach (var judgement in unknown)
        {
            WriteUnknown(json, judgement);
        }

        foreach (var finding in findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
    }

    /// <summary>What was tampered with, as sentences.</summary>
    public static string Describe(Tampering tampering) =>
        $"The records were tampered with: {tampering.Subject}: {tampering.What}.{(WebLinks.Of(tampering.Url)?.AbsoluteUri is { } address ? $" See {address}" : "")}";

    /// <summary>That a rule could not be evaluated, and why, as sentences.</summary>
    public static string Describe(Judgement judgement)
    {
        var gaps = judgement.Verdict.Gaps;
        var rest = gaps.Length > 1 ? $" So is it with {Counting.Of(gaps.Length - 1, "further thing")}." : "";
        return $"Whether {judgement.Rule.Id} {judgement.Rule.Name} is met is not known: '{gaps[0].Subject}' could not be looked at ({gaps[0].Reason}).{rest} Nothing unknown counts as met.";
    }

    private bool HasSuppression(AssessedFinding finding) => profile switch
    {
        SarifProfile.Full => finding.Suppression is not null,
        SarifProfile.DefectDojo => finding.Suppression is { Accepted: true },
        _ => false,
    };

    private void WriteAll(Utf8JsonWriter json, Judgement judgement)
    {
        foreach (var finding in judgement.Findings)
        {
            Write(json, finding);
        }

        if (judgement.Findings.IsEmpty || judgement.Verdict.Gaps.Length > 0)
        {
            WriteVerdict(json, judgement);
        }
    }

    private void Write(Utf8JsonWriter json, AssessedFinding assessed)
    {
        var finding = assessed.Finding;
        Begin(json, rules.Find(assessed.Rule, assessed.Severity), kind: null, SarifRules.LevelOf(assessed.Severity));
        json.WriteText("message", MessageOf(assessed));
        json.WriteLocations(finding.Place, finding.Setting?.Name);
        WriteFingerprints(json, assessed);
        WriteRelated(json, finding.Related);
        WriteWay(json, finding);
        if (profile is not SarifProfile.GitHub)
        {
            if (hasSuppressions)
            {
                json.WriteSuppressions(HasSuppression(assessed) ? assessed : null, assessment.Snapshot);
            }

            json.WriteNumber("rank", decimal.Parse(Severities.Score(assessed.Severity), CultureInfo.InvariantCulture) * 10);
            if (finding.Fix is { } fix)
            {
                json.WriteFixes(fix);
            }

            taxonomies.WriteTaxa(json, assessed.Rule);
        }

        WriteProperties(json, assessed);
        json.WriteEndObject();
    }

    // A verdict is on the repository as a whole. Where no file is right for it, it has the place of the rule alone.
    private void WriteVerdict(Utf8JsonWriter json, Judgement judgement)
    {
        var gaps = judgement.Verdict.Gaps;
        Begin(json, rules.Find(judgement.Rule), gaps.Length > 0 ? "open" : judgement.Verdict.Kind is VerdictKind.NotApplicable ? "notApplicable" : "pass", "none");
        json.WriteMessage("message", gaps.Length > 0 ? Describe(judgement) : judgement.Verdict.Reason);
        json.WriteLocations(places.Of(judgement) is { } path ? StartOf(path) : null, ResourceOf(judgement.Rule));
        WriteFingerprint(json, "popipeline/v1", FingerprintOf(judgement.Rule));
        WriteRelated(json, judgement.Verdict.Kind is VerdictKind.Pass ? judgement.Verdict.Evidence : []);
        WriteNoSuppressions(json);
        taxonomies.WriteTaxa(json, judgement.Rule);
        json.WriteEndObject();
    }

    private void WriteUnknown(Utf8JsonWriter json, Judgement judgement)
    {
        Begin(json, rules.Find(SarifRules.NotEvaluated), kind: null, "error");
        json.WriteMessage("message", Untrusted.Cut(Describe(judgement), MessageLength));
        json.WriteLocations(StartOf(places.Of(judgement) ?? places.Any), ResourceOf(judgement.Rule));

        // Not the line's own hash: several rules share the place, and GitHub would make one alert of them.
        WriteFingerprint(json, "primaryLocationLineHash", $"{FingerprintOf(judgement.Rule)[..16]}:1");
        WriteNoSuppressions(json);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Tampering tampering)
    {
        Begin(json, rules.Find(SarifRules.Tampered), kind: null, "error");
        json.WriteMessage("message", Untrusted.Cut(Describe(tampering), MessageLength));
        json.WriteLocations(StartOf(places.Any), $"records/{Untrusted.Plain(tampering.Subject)}");
        WriteFingerprint(json, "primaryLocationLineHash", $"{StableGuid.Of($"tampering/{tampering.Subject}/{tampering.What}").ToString("n")[..16]}:1");
        WriteNoSuppressions(json);
        json.WriteEndObject();
    }

    // A failure is what a result is where it does not say its kind.
    private static void Begin(Utf8JsonWriter json, (string Id, int Index) rule, string? kind, string level)
    {
        json.WriteNext();
        json.WriteString("ruleId", rule.Id);
        json.WriteNumber("ruleIndex", rule.Index);
        if (kind is not null)
        {
            json.WriteString("kind", kind);
        }

        json.WriteString("level", level);
    }

    private void WriteFingerprints(Utf8JsonWriter json, AssessedFinding finding)
    {
        json.WriteStartObject("partialFingerprints");
        if (finding.Finding.Setting is null && hashes.TryGetValue(new LineKey(finding.Finding.Place.Path, finding.Finding.Place.Region.StartLine), out var hash))
        {
            json.WriteString("primaryLocationLineHash", hash);
        }
        else if (profile is not SarifProfile.Full || finding.Finding.Setting is not null)
        {
            // A setting, a file that cannot be read, or a replay: without the key GitHub would open a second alert with every upload.
            json.WriteString("primaryLocationLineHash", $"{finding.Fingerprint[..Math.Min(16, finding.Fingerprint.Length)]}:1");
        }

        json.WriteString("popipeline/v1", finding.Fingerprint);
        json.WriteEndObject();
        if (profile is SarifProfile.DefectDojo)
        {
            // It takes these for the identity of a finding.
            json.WriteStartObject("fingerprints");
            json.WriteString("popipeline/v1", finding.Fingerprint);
            json.WriteEndObject();
        }
    }

    private static void WriteRelated(Utf8JsonWriter json, ImmutableArray<RelatedPlace> places)
    {
        if (places.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("relatedLocations");
        for (var index = 0; index < places.Length; index++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", index + 1);
            json.WritePlace(places[index].Place);
            json.WriteMessage("message", places[index].Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // One flow of one thread: where the text enters, each hop, and the place of the finding.
    private static void WriteWay(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Way.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteStartArray("locations");
        foreach (var hop in finding.Way.Append(new RelatedPlace(finding.Place, "the text becomes more than data")))
        {
            json.WriteStartObject();
            json.WriteStartObject("location");
            json.WritePlace(hop.Place);
            json.WriteMessage("message", hop.Message);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteProperties(Utf8JsonWriter json, AssessedFinding assessed)
    {
        if (profile is SarifProfile.Full && RecordWords.LastOf(assessed) is { } last)
        {
            json.WriteStartObject("properties");
            json.WriteLastDecision(last, assessment.Snapshot);
            json.WriteEndObject();
        }

        if (profile is SarifProfile.DefectDojo && assessed.Rule.Weaknesses is [var weakness, ..])
        {
            // It looks for a weakness by this name.
            json.WriteStartObject("properties");
            json.WriteString("cwe", $"CWE-{weakness}");
            json.WriteEndObject();
        }
    }

    private static void WriteFingerprint(Utf8JsonWriter json, string name, string fingerprint)
    {
        json.WriteStartObject("partialFingerprints");
        json.WriteString(name, fingerprint);
        json.WriteEndObject();
    }

    private void WriteNoSuppressions(Utf8JsonWriter json)
    {
        if (hasSuppressions)
        {
            json.WriteSuppressions(finding: null, assessment.Snapshot);
        }
    }

    private static Place StartOf(string path) => new(path, new Region(1, 1, 1, 2));

    private static string ResourceOf(Rule rule) => $"ssdf/{rule.Task}/{rule.Id}";

    private static string FingerprintOf(Rule rule) => StableGuid.Of($"verdict/{rule.Id}").ToString("n");

    private string MessageOf(AssessedFinding assessed)
    {
        var finding = assessed.Finding;
        var text = profile is SarifProfile.GitHub ? Untrusted.Cut(finding.Message, MessageLength) : finding.Message;
        var links = finding.Related.Take(LinkedPlaces).Select((related, index) => $"[{Untrusted.SarifMessage(related.Message)}]({index + 1})").ToList();

        // Readers that know no suppressions hear of a decision in words.
        var decision = profile is SarifProfile.Full ? "" : RecordWords.Sentence(assessed, assessment.Snapshot);
        return Untrusted.SarifMessage(text) + (links.Count > 0 ? $" See {string.Join(", ", links)}." : "") + (decision.Length > 0 ? $" {Untrusted.SarifMessage(decision)}" : "");
    }

    private static Dictionary<LineKey, string> HashesOf(Snapshot snapshot)
    {
        var known = new Dictionary<LineKey, string>();
        foreach (var hash in snapshot.LineHashes)
        {
            known[new LineKey(hash.Path, hash.Line)] = hash.Hash;
        }

        return known;
    }

    // A type of our own as the key is compiled ahead of time with the dictionary; a tuple is not.
    private readonly record struct LineKey(string Path, int Line);
}
