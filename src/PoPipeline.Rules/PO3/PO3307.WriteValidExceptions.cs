using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Suppressions;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3307: a comment that looks like an exception is one.</summary>
public sealed class PO3307WriteValidExceptions : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Every exception in a comment is well formed, allowed by the policy, and covers a finding.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var exceptions = snapshot.InlineExceptions;
        var gaps = Silenced.OwnGaps(snapshot);
        return exceptions.IsEmpty && gaps.IsEmpty
            ? Verdict.NotApplicable("No file that was read makes an exception.")
            : new Verdict
            {
                Judged = exceptions.Length,
                Findings = [.. exceptions.Where(exception => exception.Fault is not null || !snapshot.Policy.Exceptions.Inline).Select(FindingOf)],
                Gaps = gaps,
                Reason = $"{Counted.Of(exceptions.Length, "exception")} looked at.",
            };
    }

    /// <summary>The finding that an exception covers nothing, which only shows once every other rule has judged.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="rule">The rule of which it covers no finding.</param>
    public static Finding Unused(InlineException exception, string rule) => new()
    {
        Message = $"The exception for '{rule}' covers no finding of that rule. Left in place it would hide the next one, about which nobody has decided. "
            + $"Take '{rule}' away, or put the comment on the line of what it is about.",
        Subject = $"{exception.Span.Path}#exception/{rule}/unused",
        Place = exception.Span,
    };

    private static Finding FindingOf(InlineException exception) => new()
    {
        Message = exception.Fault is { } fault
            ? $"This comment makes no exception: {char.ToLowerInvariant(fault[0])}{fault[1..]}{(fault.EndsWith('?') ? "" : ".")} What it is about stays open. Write '{exception.Mark} po: ignore PO3204 until 2027-01-31 -- reason', or take it away."
            : $"The policy forbids exceptions in comments, and this one is for '{string.Join(", ", exception.Rules)}'. It is not in force, and what it is about stays open. "
                + "Mend that, or ask those who keep the policy.",
        Subject = $"{exception.Span.Path}#exception/{(exception.Fault is null ? string.Join(", ", exception.Rules) : "malformed")}",
        Place = exception.Span,
    };
}
