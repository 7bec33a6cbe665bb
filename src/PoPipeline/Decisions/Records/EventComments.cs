using System.Security.Cryptography;
using System.Text;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>What PoPipeline says on an issue of what happened, each thing once: its marker follows from what happened, not from the run.</summary>
internal static class EventComments
{
    /// <summary>Everything that is to be said of a request, in order.</summary>
    public static IEnumerable<(string Marker, string Text)> Of(RecordEntry entry)
    {
        foreach (var refusal in entry.Refusals)
        {
            yield return (
                Marker(entry, "refusal", refusal.Comment.Id),
                $"@{Name(refusal.Comment.Author)}, this command does not count:\n\n{string.Concat(refusal.Reasons.Select(reason => $"- {Untrusted.Markdown(reason)}\n"))}");
        }

        if (entry.State is DecisionState.Requested)
        {
            yield break;
        }

        var approvers = string.Join(", ", entry.Approvals.Select(approval => $"@{Name(approval.Comment.Author)}"));
        var text = entry.State switch
        {
            DecisionState.Approved => $"Approved by {approvers}. It holds until {entry.Until:yyyy-MM-dd}; `/po revoke {entry.Request.Digest[..Command.LeastDigits]} reason: …` takes it back.",
            DecisionState.Rejected => "Rejected. What it was asked for stays open and has to be mended.",
            DecisionState.Invalidated => $"No longer valid: {Untrusted.Markdown(entry.Why)}. What it was asked for is open again.",
            DecisionState.Resolved => $"Done: {Untrusted.Markdown(entry.Why)}.",
            DecisionState.Withdrawn => "Withdrawn by the requester.",
            DecisionState.Revoked => "The approval is taken back. What it was asked for is open again.",
            _ => $"{entry.State}: {Untrusted.Markdown(entry.Why)}. What it was asked for is open; another decision needs a new request.",
        };
        yield return (Marker(entry, "state", entry.State.Json()), text);
    }

    /// <summary>Says that a request is there already.</summary>
    public static (string Marker, string Text) Duplicate(RecordEntry entry, string issue) =>
        (Marker(entry, "duplicate", issue), $"This is asked for already in {entry.Issue.Name}, where it is decided.");

    // Mentions of others would call them; a name is only taken where it looks like one.
    private static string Name(Person person) => person.Name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.') ? person.Name : person.Id;

    private static string Marker(RecordEntry entry, string what, string which) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"popipeline/event/1\n{entry.Request.Key}\n{what}\n{which}")));
}
