using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Outputs;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Keeping;

/// <summary>An issue that asks for a decision: a title and a body for people, with the block that decisions are bound to.</summary>
internal static class RequestPage
{
    private const int TitleLength = 200;

    public static string Title(DecisionRequest request) => Untrusted.Cut(
        request.Kind is DecisionKind.Review
            ? $"PoPipeline: review of {request.Subject}, {request.CreatedAt.UtcDateTime:yyyy-MM-dd}"
            : $"PoPipeline: {RequestBlock.Noun(request.Kind)[3..]} for {request.Rule} at '{Untrusted.Plain(request.Subject)}'",
        TitleLength);

    public static string Body(DecisionRequest request, string message, ImmutableArray<EvidenceText> texts) =>
        $"{(request.Kind is DecisionKind.Review ? ForReview(request) : ForFinding(request, message, texts))}\n{RequestBlock.Write(request)}";

    private static string ForFinding(DecisionRequest request, string message, ImmutableArray<EvidenceText> texts)
    {
        // Every line begins with a word of ours, so that none ends the fence, starts the block below, or is a command of a forge.
        var covers = string.Join('\n', EvidenceLines.Of(request.Covers, texts));
        var digest = request.Digest[..Command.LeastDigits];
        var until = request.Until is { } day ? $"{day:yyyy-MM-dd}" : "not said; the approvers choose";
        var example = $"{request.Until ?? DateOnly.FromDateTime(request.CreatedAt.UtcDateTime).AddDays(30):yyyy-MM-dd}";
        return $"""
            **{request.Rule}**, severity {request.Severity.Json()}, asks for {RequestBlock.Noun(request.Kind)}.

            {Untrusted.Markdown(message)}

            | | |
            |---|---|
            | Where | {Untrusted.MarkdownCode(request.Subject)} |
            | Repository | {Untrusted.Markdown(request.Scope.Describe())} |
            | Asked by | {Untrusted.Markdown(request.Requester.Name)} |
            | Reason | {Untrusted.Markdown(request.Reason.Length > 0 ? request.Reason : "none given yet")} |
            | Until then | {Untrusted.Markdown(request.Controls.Length > 0 ? request.Controls : "nothing makes the risk smaller")} |
            | Last day asked for | {until} |

            A decision covers what is found here as it is now, in this repository alone. Whatever of the following becomes something else, is added or goes away ends
            it, and has to be decided on anew; other jobs and steps, comments, and where the lines stand do not matter.

            ```text
            {covers}
            ```

            To decide, write a new comment whose first line is one of these:

            - `/po approve {digest} until {example} reason: …`
            - `/po reject {digest} reason: …`

            The digest binds the decision to exactly this request. Labels, closing, edits and reactions decide nothing. Whoever asked, or wrote the change, cannot approve.

            """;
    }

    private static string ForReview(DecisionRequest request)
    {
        var rows = string.Concat(request.Entries.Select(entry => $"| {entry.Entry} | {Untrusted.Markdown(entry.Principal)} |\n"));
        return $"""
            Everybody on this list may do something that matters: {Untrusted.Markdown(request.Subject)}. Does each of them still need it?

            | Entry | Who |
            |---|---|
            {rows}
            For each row, write a new comment whose first line is `/po keep e1` or `/po remove e1`. Nobody decides on themselves. The review is done when every row is decided;
            then make what was decided so.

            """;
    }
}
