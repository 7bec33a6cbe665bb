using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;

namespace PoPipeline.Audit.Alerting;

/// <summary>That something happened which an assessor asks about.</summary>
/// <param name="Rule">What is asked about.</param>
/// <param name="Evidence">The event.</param>
/// <param name="IsCertain">Whether the event says all that the rule asks; where it lacks a field, such as the new role, it may be another one.</param>
public sealed record AuditAlert(AlertRule Rule, AuditEvent Evidence, bool IsCertain)
{
    /// <summary>What happened, by whom, to what and when, in a sentence.</summary>
    public string Message =>
        $"{Rule.Title}{Subject}, by {(Evidence.Actor is { Length: > 0 } actor ? $"'{actor}'" : "somebody who is not named")}"
        + $"{(Evidence.Occurred is { } time ? $", {AuditTime.Write(time)}" : "")}{(IsCertain ? "" : "; the event does not say enough to be sure")}"
        + $"{(Evidence.IsImported ? "; a file alone brought it, and not the forge." : ".")}";

    // Where the target is where it happened, whom or what it is about as well.
    private string Subject
    {
        get
        {
            var about = KeptFields.Of(Evidence)?.First("user", "target_details", "details.target_details", "Target Details") is { } text ? EventReader.Shown(text) : null;
            return (Evidence.Target, about) switch
            {
                ({ Length: > 0 } target, { Length: > 0 }) when about != target => $": '{about}' in '{target}'",
                ({ Length: > 0 } target, _) => $": '{target}'",
                (_, { Length: > 0 }) => $": '{about}'",
                _ => "",
            };
        }
    }
}
