using Microsoft.CodeAnalysis.Sarif;
using PoPipeline.Escaping;
using Model = PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Sarif;

/// <summary>Findings and verdicts, as results.</summary>
internal sealed class SarifResults(Assessment assessment, SarifProfile profile, SarifRules rules, Taxonomies taxonomies)
{
    private const int TamperingsShown = 100;

    // What GitHub stores of one run.
    private const int StoredByGitHub = 5000;
    private const int MessageLength = 1000;
    private const int LinkedPlaces = 5;

    private readonly Dictionary<LineKey, string> hashes = HashesOf(assessment.Snapshot);
    private readonly VerdictPlaces places = new(assessment.Snapshot);

    // The standard wants the array on all results of a run or on none.
    private readonly bool hasSuppressions = assessment.Judgements.Any(judgement => judgement.Findings.Any(finding => HasSuppression(profile, finding)));

    /// <summary>How many results were left out because GitHub would not store them.</summary>
    public int LeftOut { get; private set; }

    public IList<Result> Build() => profile switch
    {
        SarifProfile.Full => BuildAll(),
        SarifProfile.GitHub => BuildForGitHub(),
        _ => [.. Notices(), .. assessment.Findings.Select(ResultOf)],
    };

    private List<Result> BuildAll()
    {
        var results = new List<Result>();
        foreach (var judgement in assessment.Judgements)
        {
            results.AddRange(judgement.Findings.Select(ResultOf));
            if (judgement.Findings.IsEmpty || judgement.Verdict.Gaps.Length > 0)
            {
                results.Add(VerdictOf(judgement));
            }
        }

        return results;
    }

    private List<Result> BuildForGitHub()
    {
        // It ignores suppressions: what is accepted is left out, which closes its alert, and whatever else is decided stays open.
        var notices = Notices().ToList();
        var open = assessment.Findings.Where(finding => finding.IsOpen).ToList();
        var room = StoredByGitHub - notices.Count;
        LeftOut = Math.Max(open.Count - room, 0);

        // The sort keeps the order of places within a severity.
        return [.. notices, .. open.OrderByDescending(finding => finding.Severity).Take(room).Select(ResultOf)];
    }

    // What a reader that knows results only has to show as failures.
    private IEnumerable<Result> Notices() => assessment.Snapshot.Records.Tamperings.Take(TamperingsShown).Select(TamperedOf)
        .Concat(assessment.Judgements.Where(judgement => judgement.Verdict.Gaps.Length > 0).Select(NotEvaluatedOf));

    private static bool HasSuppression(SarifProfile profile, AssessedFinding finding) => profile switch
    {
        SarifProfile.Full => finding.Suppression is not null,
        SarifProfile.DefectDojo => finding.Suppression is { Accepted: true },
        _ => false,
    };

    private Result ResultOf(AssessedFinding assessed)
    {
        var finding = assessed.Finding;
        var (id, index) = rules.Find(assessed.Rule, assessed.Severity);
        var result = new Result
        {
            RuleId = id,
            RuleIndex = index,
            Kind = ResultKind.Fail,
            Level = SarifRules.LevelOf(assessed.Severity),
            Message = new Message { Text = MessageOf(assessed) },
            Locations = [SarifPlaces.LocationOf(finding.Place)],
            PartialFingerprints = FingerprintsOf(assessed),
        };
        if (finding.Related.Length > 0)
        {
            result.RelatedLocations = [.. finding.Related.Select((related, ordinal) => new Location
            {
                Id = ordinal + 1,
                PhysicalLocation = SarifPlaces.PhysicalOf(related.Place),
                Message = new Message { Text = Untrusted.SarifMessage(related.Message) },
            })];
        }

        if (profile is not SarifProfile.GitHub)
        {
            result.Rank = double.Parse(Severities.Score(assessed.Severity)) * 10;
            result.Taxa = taxonomies.TaxaOf(assessed.Rule);
            result.Fixes = finding.Fix is { } fix ? [SarifFixes.Of(fix)] : null;
            result.Suppressions = !hasSuppressions ? null : HasSuppression(profile, assessed) ? SarifSuppressions.Of(assessed, assessment.Snapshot) : [];
        }

        if (profile is SarifProfile.Full && RecordWords.LastOf(assessed) is { } last)
        {
            SarifSuppressions.Tell(result, last, assessment.Snapshot);
        }

        if (profile is SarifProfile.DefectDojo)
        {
            // It takes these for the identity of a finding, and looks for a weakness by this name.
            result.Fingerprints = new Dictionary<string, string>(StringComparer.Ordinal) { ["popipeline/v1"] = assessed.Fingerprint };
            if (assessed.Rule.Weaknesses is [var weakness, ..])
            {
                result.SetProperty("cwe", $"CWE-{weakness}");
            }
        }

        return result;
    }

    private Result VerdictOf(Judgement judgement)
    {
        var (id, index) = rules.Find(judgement.Rule, judgement.Rule.Severity);
        var gaps = judgement.Verdict.Gaps;
        return new Result
        {
            RuleId = id,
            RuleIndex = index,
            Kind = gaps.Length > 0 ? ResultKind.Open : judgement.Verdict.Kind is Model.Results.VerdictKind.NotApplicable ? ResultKind.NotApplicable : ResultKind.Pass,
            Level = FailureLevel.None,
            Message = new Message { Text = Untrusted.SarifMessage(gaps.Length > 0 ? Describe(judgement) : judgement.Verdict.Reason) },
            Locations = [LocationOf(judgement, places.Of(judgement))],
            PartialFingerprints = new Dictionary<string, string>(StringComparer.Ordinal) { ["popipeline/v1"] = FingerprintOf(judgement.Rule) },
            Taxa = taxonomies.TaxaOf(judgement.Rule),
            Suppressions = hasSuppressions ? [] : null,
        };
    }

    private Result NotEvaluatedOf(Judgement judgement)
    {
        return new Result
        {
            RuleId = SarifRules.NotEvaluated,
            RuleIndex = rules.NotEvaluatedIndex,
            Kind = ResultKind.Fail,
            Level = FailureLevel.Error,
            Message = new Message { Text = Untrusted.SarifMessage(Untrusted.Cut(Describe(judgement), MessageLength)) },
            Locations = [LocationOf(judgement, places.Of(judgement) ?? places.Any)],

            // Not the line's own hash: several rules share the place, and GitHub would make one alert of them.
            PartialFingerprints = new Dictionary<string, string>(StringComparer.Ordinal) { ["primaryLocationLineHash"] = $"{FingerprintOf(judgement.Rule)[..16]}:1" },
            Suppressions = hasSuppressions ? [] : null,
        };
    }

    private Result TamperedOf(Model.Decisions.Tampering tampering)
    {
        var location = SarifPlaces.LocationOf(new Model.Place(places.Any, new Model.Region(1, 1, 1, 2)));
        location.LogicalLocations = [new LogicalLocation { FullyQualifiedName = $"records/{Untrusted.Plain(tampering.Subject)}", Kind = "resource" }];
        return new Result
        {
            RuleId = SarifRules.Tampered,
            RuleIndex = rules.TamperedIndex,
            Kind = ResultKind.Fail,
            Level = FailureLevel.Error,
            Message = new Message { Text = Untrusted.SarifMessage(Untrusted.Cut(Describe(tampering), MessageLength)) },
            Locations = [location],
            PartialFingerprints = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["primaryLocationLineHash"] = $"{StableGuid.Of($"tampering/{tampering.Subject}/{tampering.What}").ToString("n")[..16]}:1",
            },
            Suppressions = hasSuppressions ? [] : null,
        };
    }

    /// <summary>What was tampered with, as sentences.</summary>
    public static string Describe(Model.Decisions.Tampering tampering) =>
        $"The records were tampered with: {tampering.Subject}: {tampering.What}.{(WebLinks.Of(tampering.Url)?.AbsoluteUri is { } address ? $" See {address}" : "")}";

    /// <summary>That a rule could not be evaluated, and why, as sentences.</summary>
    public static string Describe(Judgement judgement)
    {
        var gaps = judgement.Verdict.Gaps;
        var rest = gaps.Length > 1 ? $" So is it with {Counting.Of(gaps.Length - 1, "further thing")}." : "";
        return $"Whether {judgement.Rule.Id} {judgement.Rule.Name} is met is not known: '{gaps[0].Subject}' could not be looked at ({gaps[0].Reason}).{rest} Nothing unknown counts as met.";
    }

    // A verdict is on the repository as a whole. Where no file is right for it, it has the place of the rule alone.
    private static Location LocationOf(Judgement judgement, string? path)
    {
        var location = path is null ? new Location() : SarifPlaces.LocationOf(new Model.Place(path, new Model.Region(1, 1, 1, 2)));
        location.LogicalLocations = [new LogicalLocation { FullyQualifiedName = $"ssdf/{judgement.Rule.Task}/{judgement.Rule.Id}", Kind = "resource" }];
        return location;
    }

    private static string FingerprintOf(Model.Rule rule) => StableGuid.Of($"verdict/{rule.Id}").ToString("n");

    private string MessageOf(AssessedFinding assessed)
    {
        var finding = assessed.Finding;
        var text = profile is SarifProfile.GitHub ? Untrusted.Cut(finding.Message, MessageLength) : finding.Message;
        var links = finding.Related.Take(LinkedPlaces).Select((related, index) => $"[{Untrusted.SarifMessage(related.Message)}]({index + 1})").ToList();

        // Readers that know no suppressions hear of a decision in words.
        var decision = profile is SarifProfile.Full ? "" : RecordWords.Sentence(assessed, assessment.Snapshot);
        return Untrusted.SarifMessage(text) + (links.Count > 0 ? $" See {string.Join(", ", links)}." : "") + (decision.Length > 0 ? $" {Untrusted.SarifMessage(decision)}" : "");
    }

    private Dictionary<string, string> FingerprintsOf(AssessedFinding finding)
    {
        var fingerprints = new Dictionary<string, string>(StringComparer.Ordinal);
        if (hashes.TryGetValue(new LineKey(finding.Finding.Place.Path, finding.Finding.Place.Region.StartLine), out var hash))
        {
            fingerprints["primaryLocationLineHash"] = hash;
        }
        else if (profile is not SarifProfile.Full)
        {
            // A file that cannot be read, or a replay: without the key GitHub would open a second alert with every upload.
            fingerprints["primaryLocationLineHash"] = $"{finding.Fingerprint[..Math.Min(16, finding.Fingerprint.Length)]}:1";
        }

        fingerprints["popipeline/v1"] = finding.Fingerprint;
        return fingerprints;
    }

    private static Dictionary<LineKey, string> HashesOf(Model.Snapshot snapshot)
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
