using Microsoft.CodeAnalysis.Sarif;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using Written = Microsoft.CodeAnalysis.Sarif.Suppression;

namespace PoPipeline.Outputs.Sarif;

/// <summary>Exceptions, as suppressions of SARIF.</summary>
internal static class SarifSuppressions
{
    /// <summary>The property of a result that tells of the last request about it, where that excuses nothing.</summary>
    public const string LastDecision = "popipeline/lastDecision";

    private const int PeopleShown = 100;

    /// <summary>The suppressions of a finding: none, or the one that was decided or is asked for.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="snapshot">What was judged, whose policy says where records are kept.</param>
    public static List<Written> Of(AssessedFinding finding, Snapshot snapshot) => finding.Suppression switch
    {
        null => [],
        { InSource: false, Record: { } record } suppression => [OfRecord(suppression, record, snapshot)],
        var suppression => [InSource(finding, suppression)],
    };

    /// <summary>Tells on a result what came of the last request about it.</summary>
    public static void Tell(Result result, RecordedDecision decision, Snapshot snapshot)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["state"] = RecordWords.Word(decision.State),
            ["requestDigest"] = $"sha256:{decision.Digest}",
        };
        var why = RecordWords.WhyNot(decision, snapshot);
        if (why.Length > 0)
        {
            told["why"] = Untrusted.Plain(why);
        }

        if (decision.Decider is { } decider)
        {
            told["decider"] = Untrusted.Plain(decider.Id);
        }

        if (WebLinks.Of(decision.Url) is { } address)
        {
            told["url"] = address.AbsoluteUri;
        }

        result.SetProperty(LastDecision, told);
    }

    private static Written OfRecord(Suppression suppression, RecordedDecision record, Snapshot snapshot)
    {
        var written = new Written
        {
            Kind = SuppressionKind.External,
            Status = StatusOf(suppression),
            Justification = Untrusted.Plain(suppression.Justification),
            Guid = StableGuid.Of($"decision/{record.Key}"),
            Location = LocationOf(record, snapshot.Policy.Exceptions.Records) is { } artifact
                ? new Location { PhysicalLocation = new PhysicalLocation { ArtifactLocation = artifact } }
                : null,
        };
        SetExpiry(written, suppression.Until);
        SetRecord(written, suppression, record);
        return written;
    }

    private static void SetRecord(Written written, Suppression suppression, RecordedDecision record)
    {
        written.SetProperty("requestDigest", $"sha256:{record.Digest}");
        written.SetProperty("approvers", suppression.Approvers.Take(PeopleShown).Select(approver => Untrusted.Plain(approver.Id)).ToArray());
        written.SetProperty("owner", Untrusted.Plain(record.Requester.Id));
    }

    private static Written InSource(AssessedFinding finding, Suppression suppression)
    {
        var written = new Written
        {
            Kind = suppression.InSource ? SuppressionKind.InSource : SuppressionKind.External,
            Status = StatusOf(suppression),
            Justification = Untrusted.Plain(suppression.Justification),
            Location = suppression.Place is { } place ? SarifPlaces.LocationOf(place) : null,
            Guid = StableGuid.Of($"suppression/{finding.Fingerprint}"),
        };
        SetExpiry(written, suppression.Until);
        if (suppression.Record is { } record)
        {
            SetRecord(written, suppression, record);
        }

        return written;
    }

    // The issue; for a folder that no forge shows, the file of the request.
    private static ArtifactLocation? LocationOf(RecordedDecision record, RecordsPolicy records) =>
        WebLinks.Of(record.Url) is { } address ? new ArtifactLocation { Uri = address }
        : records.Tracker is TrackerKind.Folder && FolderLayout.IsFolder(record.Issue) ? SarifPlaces.FileOf($"{FolderLayout.Records(records)}/{record.Issue}/{FolderLayout.RequestFile}")
        : null;

    private static SuppressionStatus StatusOf(Suppression suppression) =>
        suppression.Accepted ? SuppressionStatus.Accepted : suppression.UnderReview ? SuppressionStatus.UnderReview : SuppressionStatus.Rejected;

    private static void SetExpiry(Written written, DateOnly? until)
    {
        if (until is { } last)
        {
            // It holds through its last day. The calendar ends before a day after its own last one.
            written.SetProperty("expiryUtc", $"{(last < DateOnly.MaxValue ? last.AddDays(1) : last):yyyy-MM-dd}T00:00:00.000Z");
        }
    }
}
