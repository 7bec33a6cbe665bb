using System.Collections.Immutable;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>What GitLab says in a table of an event of which an object has the details.</summary>
/// <remarks>Source: https://gitlab.com/gitlab-org/gitlab/-/blob/master/ee/lib/audit/details.rb.</remarks>
internal static class GitLabSentences
{
    // In the order in which GitLab looks for them.
    private static readonly string[] Acts = ["add", "remove", "failed_login", "change", "updated_ref", "custom_message"];

    // Behind it stands a name that an administrator gives to the provider.
    private const string FailedLogin = "Failed to login";

    /// <summary>The sentences that may stand in a table for an event; none where nothing is said of what was done.</summary>
    /// <param name="found">The event.</param>
    /// <param name="fields">Its fields.</param>
    public static ImmutableArray<string> Of(AuditEvent found, EventFields fields) => found.Source.Forge is not AuditForge.GitLab ? []
        : found.Media is AuditMedia.Csv ? OfRow(found.Action)
        : [.. OfDetails(name => fields.Of($"details.{name}")).Select(sentence => EventReader.Bounded(sentence)!)];

    private static ImmutableArray<string> OfRow(string? sentence) => sentence is null ? []
        : sentence.StartsWith($"{FailedLogin} with ", StringComparison.Ordinal) && sentence.EndsWith(" authentication", StringComparison.Ordinal) ? [sentence, FailedLogin]
        : [sentence];

    private static IEnumerable<string> OfDetails(Func<string, string?> details)
    {
        if (details("with") is { } with)
        {
            return [$"Signed in with {with.ToUpperInvariant()} authentication"];
        }

        var act = Array.Find(Acts, name => details(name) is not null);
        var sentences = act is null ? [] : OfAct(act, details(act)!, details);
        return details("system_event") is "true" ? sentences.Select(sentence => $"{sentence} via system job. Reason: {details("reason")}")
            : details("impersonated_by") is { } other ? sentences.Concat(sentences.Select(sentence => $"{sentence} (by {other})"))
            : sentences;
    }

    // A feature flag keeps its name as it is.
    private static IEnumerable<string> OfAct(string act, string value, Func<string, string?> details)
    {
        var name = details("target_type") is "Operations::FeatureFlag" ? value : value.Replace('_', ' ');
        return act switch
        {
            "add" => [$"Added {name}{(details("as") is { } role ? $" as {role}" : "")}"],
            "remove" => [$"Removed {name}"],
            "failed_login" => [FailedLogin],
            "updated_ref" => [$"Updated ref {value} from {details("from")} to {details("to")}"],
            "custom_message" => [value],
            _ => [$"Changed {name}{Change(details)}", $"Changed {name}{Change(details)}{Expiry(details)}"],
        };
    }

    private static string Change(Func<string, string?> details) => $"{(details("from") is { } from ? $" from {from}" : "")}{(details("to") is { } to ? $" to {to}" : "")}";

    // Where an event has both, an empty one among them, it says that too.
    private static string Expiry(Func<string, string?> details)
    {
        const string never = "never expires";
        var (from, to) = (details("expiry_from") is { Length: > 0 } old ? old : never, details("expiry_to") is { Length: > 0 } next ? next : never);
        return from == to ? $" with expiry remaining unchanged at {from}" : $" with expiry changing from {from} to {to}";
    }
}
