using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Suppressions;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3303: an exception is a decision for a time, not for ever.</summary>
public sealed class PO3303LimitExceptionsInTime : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Every exception, of PoPipeline or of another tool, has a last day, which is not past and not further away than the policy allows.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <summary>Why an exception is not in force at a time, as a clause; null where its time does not speak against it.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="observedAt">The time.</param>
    /// <param name="policy">What the policy allows.</param>
    public static string? FaultOf(InlineException exception, DateTimeOffset observedAt, ExceptionsPolicy policy) =>
        FaultOf(exception.Until, DateOnly.FromDateTime(observedAt.UtcDateTime), policy);

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var exceptions = snapshot.InlineExceptions.Where(exception => exception.Fault is null).ToImmutableArray();
        var gaps = Silenced.Gaps(snapshot);
        return exceptions.IsEmpty && snapshot.Suppressions.IsEmpty && gaps.IsEmpty
            ? Verdict.NotApplicable("No file that was read makes an exception.")
            : new Verdict
            {
                Judged = exceptions.Length + snapshot.Suppressions.Length,
                Findings =
                [
                    .. exceptions
                        .Select(exception => (Exception: exception, Fault: FaultOf(exception, snapshot.ObservedAt, snapshot.Policy.Exceptions)))
                        .Where(pair => pair.Fault is not null)
                        .Select(pair => FindingOf(pair.Exception, $"{pair.Fault}")),
                    .. snapshot.Suppressions.Select(suppression => FindingOf(suppression, snapshot)).OfType<Finding>(),
                ],
                Gaps = gaps,
                Reason = $"{Counted.Of(exceptions.Length, "exception")} and {Counted.Of(snapshot.Suppressions.Length, "suppression")} of other tools looked at.",
            };
    }

    private static string? FaultOf(DateOnly? until, DateOnly today, ExceptionsPolicy policy) => until switch
    {
        null => "has no last day",
        { } day when day < today => $"ended on {Shown(day)}",
        { } day when day.DayNumber - today.DayNumber > policy.MaximumDays =>
            $"runs until {Shown(day)}, which is more than the {Counted.Of(policy.MaximumDays, "day")} away that the policy allows",
        _ => null,
    };

    private static Finding FindingOf(InlineException exception, string fault)
    {
        var rules = string.Join(", ", exception.Rules);
        return new Finding
        {
            Message = $"The exception for '{rules}' {fault}, so it is not in force. A risk that nobody looks at again is no longer accepted, only forgotten. "
                + "Mend what it was made for and take the comment away, or decide anew with a later day, 'until YYYY-MM-DD'.",
            Subject = $"{exception.Span.Path}#exception/{rules}",
            Place = exception.Span,
        };
    }

    private static Finding? FindingOf(ForeignSuppression suppression, Snapshot snapshot)
    {
        var today = DateOnly.FromDateTime(snapshot.ObservedAt.UtcDateTime);
        var policy = snapshot.Policy;
        var late = FaultOf(suppression.Until, today, policy.Exceptions);
        if (suppression.Fault is null && late is null)
        {
            return null;
        }

        var remedy = suppression switch
        {
            { Fault: not null } => "Mend it, so that the tool and people read the same.",
            { Until: { } until } when until < today => $"Take it away: {suppression.Tool} reports again what it was made for, or somebody must decide anew.",
            { CanEnd: true } => $"Mend what it was made for, or give it a last day that {suppression.Tool} understands.",
            _ => $"{suppression.Tool} has no place for a last day: have the suppression decided and recorded with one, or mend what it was made for.",
        };

        // How far away a day may be is a demand of a policy, not of everybody.
        var isPedantic = suppression.IsMinor
            || (suppression.Fault is null && suppression.Until is null && !suppression.CanEnd)
            || (suppression.Fault is null && suppression.Until > today && policy.Path is null);
        return new Finding
        {
            Message = $"What silences {Silenced.What(suppression)} {(suppression.Fault is { } fault ? $"is not well formed: {fault}" : late)}. "
                + $"A risk that nobody looks at again is no longer accepted, only forgotten. {remedy}",
            Subject = Silenced.SubjectOf(suppression),
            Place = suppression.Span,
            Pedantic = isPedantic,
        };
    }

    private static string Shown(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
