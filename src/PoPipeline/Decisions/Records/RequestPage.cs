using System.Collections.Immutable;
using PoPipeline.Decisions.Binding;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Records;

/// <summary>An issue that asks for a decision: a title and a body for people, with the block that decisions are bound to.</summary>
internal static class RequestPage
{
    private const int TitleLength = 200;
    private const int ExampleDays = 30;

    public static string Title(DecisionRequest request) => Untrusted.Cut(
        request.Kind is DecisionKind.Review
            ? $"PoPipeline: review of {request.Subject}, {request.CreatedAt.UtcDateTime:yyyy-MM-dd}"
            : $"PoPipeline: {RequestBlock.Noun(request.Kind)[3..]} for {request.Rule} at '{Untrusted.Plain(request.Subject)}'",
        TitleLength);

    /// <summary>The body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="message">What the finding says.</param>
    /// <param name="texts">What parts of the finding say, as far as it is known.</param>
    /// <param name="lastDay">The last day that the policy allows; null where that is not known.</param>
    public static string Body(DecisionRequest request, string message, ImmutableArray<EvidenceText> texts, DateOnly? lastDay = null) =>
        $"{(request.Kind is DecisionKind.Review ? ForReview(request) : ForFinding(request, message, texts, lastDay))}\n{RequestBlock.Write(request)}";

    // Where a decision is a commit there are no comments, no labels, and nothing to close.
    private static bool IsFolder(DecisionRequest request) => request.Scope.Forge == FolderTracker.Forge;

    private static string ForFinding(DecisionRequest request, string message, ImmutableArray<EvidenceText> texts, DateOnly? lastDay)
    {
        // Every line begins with a word of ours, so that none ends the fence, starts the block below, or is a command of a forge.
        var covers = string.Join('\n', EvidenceLines.Of(request.Covers, texts));
        var digest = request.Digest[..Command.LeastDigits];
        var asked = request.Until ?? DateOnly.FromDateTime(request.CreatedAt.UtcDateTime).AddDays(ExampleDays);
        var example = $"{(asked > lastDay ? lastDay : asked):yyyy-MM-dd}";
        (string Name, string Value)[] said =
        [
            ("Where", Untrusted.MarkdownCode(request.Subject)),
            ("Repository", Untrusted.Markdown(request.Scope.Describe())),
            ("Asked by", Untrusted.Markdown(request.Requester.Name)),
            ("Reason", Untrusted.Markdown(request.Reason)),
            ("Until then", Untrusted.Markdown(request.Controls)),
            ("Last day asked for", request.Until is { } day ? $"{day:yyyy-MM-dd}" : ""),
        ];

        // Only what was said; what was not is no statement of anybody.
        var rows = string.Join('\n', said.Where(row => row.Value.Length > 0).Select(row => $"| {row.Name} | {row.Value} |"));
        var decide = IsFolder(request)
            ? $"""
            To decide, an approver runs one of these here, and commits the file that it writes:

            - `po approve {digest} --until {example} --reason '…'`
            - `po reject {digest} --reason '…'`

            The digest binds the decision to exactly this request; whoever changes this file, or that of a decision, ends it. Whoever asked, or wrote the change, cannot approve.
            """
            : $"""
            To decide, write a new comment whose first line is one of these:

            - `/po approve {digest} until {example} reason: …`
            - `/po reject {digest} reason: …`

            The digest binds the decision to exactly this request. Labels, closing, edits and reactions decide nothing. Whoever asked, or wrote the change, cannot approve.
            """;
        return $"""
            **{request.Rule}**, severity {request.Severity.Json()}, asks for {RequestBlock.Noun(request.Kind)}.

            {Untrusted.Markdown(message)}

            | | |
            |---|---|
            {rows}

            A decision covers what is found here as it is now, in this repository alone. Whatever of the following becomes something else, is added or goes away ends
            it, and has to be decided on anew; other jobs and steps, comments, and where the lines stand do not matter.

            ```text
            {covers}
            ```

            {decide}

            """;
    }

    private static string ForReview(DecisionRequest request)
    {
        var rows = string.Concat(request.Entries.Select(entry => $"| {entry.Entry} | {Untrusted.Markdown(entry.Principal)} |\n"));
        var how = IsFolder(request)
            ? "For each row, an approver runs `po review keep e1` or `po review remove e1` here, and commits the file that it writes."
            : "For each row, write a new comment whose first line is `/po keep e1` or `/po remove e1`.";
        var due = request.Until is { } day ? $" Decide by {day:yyyy-MM-dd}." : "";
        return $"""
            Everybody on this list may do something that matters: {Untrusted.Markdown(request.Subject)}. Does each of them still need it?

            | Entry | Who |
            |---|---|
            {rows}
            {how}{due} Nobody decides on themselves. The review is done when every row is decided; then make what was decided so.

            """;
    }
}
