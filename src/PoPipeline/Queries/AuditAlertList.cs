using System.Collections.Immutable;
using System.Text;
using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Verifying;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;

namespace PoPipeline.Queries;

/// <summary>Writes the events that an assessor asks about.</summary>
public static class AuditAlertList
{
    /// <summary>Writes them for people.</summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="read">How many events were looked at.</param>
    /// <param name="closed">How many of them could not be read.</param>
    /// <param name="asked">What of the time that is asked about is not there, in which there may be more.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(ImmutableArray<AuditAlert> alerts, long read, long closed, AskedTime asked, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var alert in alerts)
        {
            writer.WriteLine($"{WordOf(alert)}  {alert.Rule.Id}  {alert.Message}");
            writer.WriteLine($"  {alert.Evidence.Source} {alert.Evidence.Id}, {alert.Evidence.Action}; {alert.Rule.Source.AbsoluteUri}");
        }

        foreach (var feed in asked.NeverRead)
        {
            writer.WriteLine($"{feed} was never read.");
        }

        foreach (var time in asked.Unread)
        {
            writer.WriteLine($"{time}");
        }

        writer.WriteLine($"{Counted.Of(alerts.Length, "alert")} in {Counted.Of(read, "event")}{(closed > 0 ? $", of which {closed} could not be read" : "")}.");
    }

    /// <summary>
    /// Writes them as a JSON object: events, closed, unread (source, query), gaps (source, query, from, to, reason, imported), pruned (as in the status), alerts (id, severity, title, message, certain, described, event). An event has what 'po audit list --json' writes of it,
    /// and its bytes as a text, raw.
    /// </summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="read">How many events were looked at.</param>
    /// <param name="closed">How many of them could not be read.</param>
    /// <param name="asked">What of the time that is asked about is not there, in which there may be more.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(ImmutableArray<AuditAlert> alerts, long read, long closed, AskedTime asked, TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("events", read);
        json.WriteNumber("closed", closed);
        json.WriteStartArray("unread");
        foreach (var feed in asked.NeverRead)
        {
            json.WriteStartObject();
            json.WriteString("source", feed.Source.ToString());
            json.WriteString("query", feed.Query);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("gaps");
        foreach (var time in asked.Unread)
        {
            json.WriteStartObject();
            json.WriteString("source", time.Feed.Source.ToString());
            json.WriteString("query", time.Feed.Query);
            json.WriteTime("from", time.From);
            json.WriteTime("to", time.To);
            json.WriteString("reason", time.Reason);
            json.WriteBoolean("imported", time.IsImported);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("pruned");
        foreach (var tombstone in asked.Pruned)
        {
            json.WriteStartObject();
            AuditPrunedText.WriteJson(tombstone, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("alerts");
        foreach (var alert in alerts)
        {
            json.WriteStartObject();
            json.WriteString("id", alert.Rule.Id);
            json.WriteString("severity", WordOf(alert));
            json.WriteString("title", alert.Rule.Title);
            json.WriteString("message", alert.Message);
            json.WriteBoolean("certain", alert.IsCertain);
            json.WriteString("described", alert.Rule.Source.AbsoluteUri);
            json.WriteStartObject("event");
            json.WriteEvent(alert.Evidence);
            json.WriteString("raw", Encoding.UTF8.GetString(alert.Evidence.Raw.Span));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string WordOf(AuditAlert alert) => alert.Rule.Severity is AlertSeverity.High ? "high" : "medium";
}
