using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Alerting;

/// <summary>That something happened which an assessor asks about.</summary>
/// <param name="Rule">What is asked about.</param>
/// <param name="Evidence">The event.</param>
/// <param name="IsCertain">Whether the event says all that the rule asks; where it lacks a field, such as the new role, it may be another one.</param>
public sealed record AuditAlert(AlertRule Rule, AuditEvent Evidence, bool IsCertain)
{
    /// <summary>What happened, by whom, to what and when, in a sentence.</summary>
    public string Message =>
        $"{Rule.Title}{(Evidence.Target is { Length: > 0 } target ? $": '{target}'" : "")}, by {(Evidence.Actor is { Length: > 0 } actor ? $"'{actor}'" : "somebody who is not named")}"
        + $"{(Evidence.Occurred is { } time ? $", {AuditTime.Write(time)}" : "")}{(IsCertain ? "." : "; the event does not say enough to be sure.")}";
}
