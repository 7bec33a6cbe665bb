using System.Collections.Immutable;
using System.Text;
using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Storing;
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
    /// <param name="unread">The feeds that were never read, in which there may be more.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(ImmutableArray<AuditAlert> alerts, long read, long closed, ImmutableArray<AuditFeed> unread, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var alert in alerts)
        {
            writer.WriteLine($"{WordOf(alert)}  {alert.Rule.Id}  {alert.Message}");
            writer.WriteLine($"  {alert.Evidence.Source} {alert.Evidence.Id}, {alert.Evidence.Action}; {alert.Rule.Source.AbsoluteUri}");
        }

        foreach (var feed in unread)
        {
            writer.WriteLine($"{feed} was never read.");
        }

        writer.WriteLine($"{Counted.Of(alerts.Length, "alert")} in {Counted.Of(read, "event")}{(closed > 0 ? $", of which {closed} could not be read" : "")}.");
    }

    /// <summary>
    /// Writes them as a JSON object: events, closed, unread (source, query), alerts (id, severity, title, message, certain, described, event). An event has what 'po audit list --json' writes of it,
    /// and its bytes as a text, raw.
    /// </summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="read">How many events were looked at.</param>
    /// <param name="closed">How many of them could not be read.</param>
    /// <param name="unread">The feeds that were never read, in which there may be more.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(ImmutableArray<AuditAlert> alerts, long read, long closed, ImmutableArray<AuditFeed> unread, TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("events", read);
        json.WriteNumber("closed", closed);
        json.WriteStartArray("unread");
        foreach (var feed in unread)
        {
            json.WriteStartObject();
            json.WriteString("source", feed.Source.ToString());
            json.WriteString("query", feed.Query);
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
