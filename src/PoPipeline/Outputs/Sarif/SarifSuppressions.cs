using System.Text.Json;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Outputs.Sarif;

/// <summary>Exceptions, as suppressions of SARIF.</summary>
internal static class SarifSuppressions
{
    private const int PeopleShown = 100;

    /// <summary>Writes the suppressions of a finding: none, or the one that was decided or is asked for.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="finding">The finding; null for a result that is none, and for one whose exception is nothing to the reader.</param>
    /// <param name="snapshot">What was judged, whose policy says where records are kept.</param>
    public static void WriteSuppressions(this Utf8JsonWriter json, AssessedFinding? finding, Snapshot snapshot)
    {
        json.WriteStartArray("suppressions");
        if (finding?.Suppression is { } suppression)
        {
            Write(json, finding, suppression, snapshot);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes what came of the last request about a result, where that excuses nothing.</summary>
    public static void WriteLastDecision(this Utf8JsonWriter json, RecordedDecision decision, Snapshot snapshot)
    {
        json.WriteStartObject("popipeline/lastDecision");
        json.WriteString("state", RecordWords.Word(decision.State));
        json.WriteString("requestDigest", $"sha256:{decision.Digest}");
        var why = RecordWords.WhyNot(decision, snapshot);
        if (why.Length > 0)
        {
            json.WriteString("why", Untrusted.Plain(why));
        }

        if (decision.Decider is { } decider)
        {
            json.WriteString("decider", Untrusted.Plain(decider.Id));
        }

        if (WebLinks.Of(decision.Url) is { } address)
        {
            json.WriteString("url", address.AbsoluteUri);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AssessedFinding finding, Suppression suppression, Snapshot snapshot)
    {
        var record = suppression.Record;
        var recorded = suppression.InSource ? null : record;
        json.WriteStartObject();
        json.WriteString("guid", StableGuid.Of(recorded is null ? $"suppression/{finding.Fingerprint}" : $"decision/{recorded.Key}"));
        json.WriteString("kind", suppression.InSource ? "inSource" : "external");
        json.WriteString("status", StatusOf(suppression));
        json.WriteString("justification", Untrusted.Plain(suppression.Justification));
        if (recorded is not null)
        {
            WriteLocation(json, recorded, snapshot.Policy.Exceptions.Records);
        }
        else if (suppression.Place is { } place)
        {
            json.WriteStartObject("location");
            json.WritePlace(place);
            json.WriteEndObject();
        }

        WriteProperties(json, suppression, record);
        json.WriteEndObject();
    }

    // The issue; for a folder that no forge shows, the file of the request.
    private static void WriteLocation(Utf8JsonWriter json, RecordedDecision record, RecordsPolicy records)
    {
        var address = WebLinks.Of(record.Url);
        if (address is null && !(records.Tracker is TrackerKind.Folder && FolderLayout.IsFolder(record.Issue)))
        {
            return;
        }

        json.WriteStartObject("location");
        json.WriteStartObject("physicalLocation");
        if (address is null)
        {
            json.WriteFile($"{FolderLayout.Records(records)}/{record.Issue}/{FolderLayout.RequestFile}");
        }
        else
        {
            json.WriteStartObject("artifactLocation");
            json.WriteAddress("uri", address);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, Suppression suppression, RecordedDecision? record)
    {
        if (suppression.Until is null && record is null)
        {
            return;
        }

        json.WriteStartObject("properties");
        if (suppression.Until is { } last)
        {
            // It holds through its last day. The calendar ends before a day after its own last one.
            json.WriteString("expiryUtc", $"{(last < DateOnly.MaxValue ? last.AddDays(1) : last):yyyy-MM-dd}T00:00:00.000Z");
        }

        if (record is not null)
        {
            json.WriteString("requestDigest", $"sha256:{record.Digest}");
            json.WriteTexts("approvers", suppression.Approvers.Take(PeopleShown).Select(approver => Untrusted.Plain(approver.Id)));
            json.WriteString("owner", Untrusted.Plain(record.Requester.Id));
        }

        json.WriteEndObject();
    }

    private static string StatusOf(Suppression suppression) =>
        suppression.Accepted ? "accepted" : suppression.UnderReview ? "underReview" : "rejected";
}
