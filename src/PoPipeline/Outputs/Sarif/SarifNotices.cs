using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Sarif;

/// <summary>What a run has to tell beside its results, as notifications.</summary>
internal sealed class SarifNotices(Assessment assessment, SarifProfile profile, SarifRules rules)
{
    private const string SwitchedOff = "POP-OFF";
    private const string TreeIncomplete = "POP-TREE";
    private const string ResultsCut = "POP-CUT";
    private const string RecordsIncomplete = "POP-RECORDS";

    private static readonly ImmutableArray<Kind> Kinds =
    [
        new(SarifRules.NotEvaluated, "RuleNotEvaluated", "A rule could not be evaluated.", "Mend what the notification names, and run PoPipeline again."),
        new(SwitchedOff, "RuleSwitchedOff", "The policy switches a rule off.", "The policy file states the reason."),
        new(TreeIncomplete, "FilesNotListed", "The files of the repository could not all be listed.", "Make the files readable, and run PoPipeline again."),
        new(ResultsCut, "ResultsLeftOut", "Results were left out because the reader would not store them.", "The full report has them all."),
        new(SarifRules.Tampered, "EvidenceTamperedWith", "Evidence was changed after it was recorded.", "Find out who changed what the notification names and why, and let the approvers decide anew."),
        new(RecordsIncomplete, "RecordsNotRead", "The records of decisions could not be read in full.", "Mend what the notification names, and run PoPipeline again with --records."),
    ];

    private static readonly ImmutableArray<string> Ids = [.. Kinds.Select(kind => kind.Id)];

    /// <summary>Writes the descriptors of what may be told.</summary>
    public static void WriteKinds(Utf8JsonWriter json)
    {
        json.WriteStartArray("notifications");
        foreach (var kind in Kinds)
        {
            json.WriteStartObject();
            json.WriteString("id", kind.Id);
            json.WriteString("name", kind.Name);

            // GitHub wants both descriptions, and the authors' library leaves the short one out where it equals the full one.
            json.WriteText("fullDescription", $"{kind.Text} {kind.Help}");
            json.WriteText("help", kind.Help, kind.Help);
            json.WriteText("shortDescription", kind.Text);
            json.WriteString("helpUri", Product.Home);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes what the run could not do.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="leftOut">How many results were left out.</param>
    public void WriteExecution(Utf8JsonWriter json, int leftOut)
    {
        var notices = Of(leftOut).ToList();
        if (notices.Count == 0)
        {
            return;
        }

        json.WriteStartArray("toolExecutionNotifications");
        foreach (var notice in notices)
        {
            Write(json, notice);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes which rules the policy switches off, and why.</summary>
    public void WriteConfiguration(Utf8JsonWriter json, IReadOnlyCollection<SwitchedOffRule> disabled)
    {
        if (disabled.Count == 0)
        {
            return;
        }

        json.WriteStartArray("toolConfigurationNotifications");
        foreach (var (rule, why) in disabled)
        {
            Write(json, new Notice(SwitchedOff, "note", $"The policy switches {rule.Id} {rule.Name} off: {why.Reason}", rule, why.Span));
        }

        json.WriteEndArray();
    }

    private IEnumerable<Notice> Of(int leftOut)
    {
        var snapshot = assessment.Snapshot;
        foreach (var notice in BuildGate.Unseen(snapshot) is { } unseen
            ? [new Notice(TreeIncomplete, "error", unseen)]
            : snapshot.Repository.Gaps.Select(gap => new Notice(TreeIncomplete, "warning", gap)))
        {
            yield return notice;
        }

        foreach (var words in LeftOutWords.Of(snapshot))
        {
            yield return new Notice(TreeIncomplete, "note", words);
        }

        if (leftOut > 0)
        {
            yield return new Notice(ResultsCut, "warning", $"{Counting.Of(leftOut, "result")} left out, the least severe ones.");
        }

        foreach (var gap in snapshot.Records.Gaps)
        {
            yield return new Notice(RecordsIncomplete, gap.Failed && profile is SarifProfile.Full ? "error" : "warning", Describe(gap));
        }

        if (profile is not SarifProfile.Full)
        {
            yield break;
        }

        foreach (var tampering in snapshot.Records.Tamperings)
        {
            yield return new Notice(SarifRules.Tampered, "error", SarifResults.Describe(tampering));
        }

        foreach (var judgement in assessment.Judgements)
        {
            foreach (var gap in judgement.Verdict.Gaps)
            {
                yield return new Notice(SarifRules.NotEvaluated, "error", Describe(gap), judgement.Rule);
            }
        }
    }

    private static string Describe(Gap gap) => $"'{gap.Subject}' could not be looked at: {gap.Reason}.";

    private void Write(Utf8JsonWriter json, Notice notice)
    {
        json.WriteNext();
        if (notice.Place is { } place)
        {
            json.WriteLocations(place);
        }

        json.WriteMessage("message", notice.Text);
        json.WriteString("level", notice.Level);
        json.WriteReference("descriptor", (notice.Kind, Ids.IndexOf(notice.Kind)));
        if (notice.Rule is { } rule)
        {
            json.WriteReference("associatedRule", rules.Find(rule));
        }

        json.WriteEndObject();
    }

    private sealed record Kind(string Id, string Name, string Text, string Help);

    private sealed record Notice(string Kind, string Level, string Text, Rule? Rule = null, Place? Place = null);
}

/// <summary>A rule that the policy switches off.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Why">What the policy says of it.</param>
internal sealed record SwitchedOffRule(Rule Rule, DisabledRule Why);
