using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3303: an exception is a decision for a time, not for ever.</summary>
public sealed class PO3303LimitExceptionsInTime : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Every exception has a last day, which is not past and not further away than the policy allows.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <summary>Why an exception is not in force at a time, as a clause; null where its time does not speak against it.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="observedAt">The time.</param>
    /// <param name="policy">What the policy allows.</param>
    public static string? FaultOf(InlineException exception, DateTimeOffset observedAt, ExceptionsPolicy policy)
    {
        var today = DateOnly.FromDateTime(observedAt.UtcDateTime);
        return exception.Until switch
        {
            null => "has no last day",
            { } until when until < today => $"ended on {Shown(until)}",
            { } until when until.DayNumber - today.DayNumber > policy.MaximumDays =>
                $"runs until {Shown(until)}, which is more than the {policy.MaximumDays} days away that the policy allows",
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var exceptions = snapshot.InlineExceptions.Where(exception => exception.Fault is null).ToImmutableArray();
        return exceptions.IsEmpty
            ? Verdict.NotApplicable("No file that was read makes an exception.")
            : new Verdict
            {
                Judged = exceptions.Length,
                Findings =
                [
                    .. exceptions
                        .Select(exception => (Exception: exception, Fault: FaultOf(exception, snapshot.ObservedAt, snapshot.Policy.Exceptions)))
                        .Where(pair => pair.Fault is not null)
                        .Select(pair => FindingOf(pair.Exception, $"{pair.Fault}")),
                ],
                Reason = $"{exceptions.Length} exceptions looked at.",
            };
    }

    private static Finding FindingOf(InlineException exception, string fault)
    {
        var rules = string.Join(", ", exception.Rules);
        return new Finding
        {
            Message = $"The exception for '{rules}' {fault}, so it is not in force. A risk that nobody looks at again is no longer accepted, only forgotten. "
                + "Mend what it was made for and take the comment away, or decide anew with a later day, 'until YYYY-MM-DD'.",
            Subject = $"{exception.Path}#exception/{rules}",
            Place = new Place(exception.Path, exception.Span),
        };
    }

    private static string Shown(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
