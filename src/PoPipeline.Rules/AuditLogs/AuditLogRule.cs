using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.AuditLogs;

/// <summary>A rule about an audit log that was collected. It judges only where one was named.</summary>
public abstract class AuditLogRule : Rule
{
    /// <summary>What could not be seen where no audit log was named.</summary>
    public const string All = "audit log";

    /// <inheritdoc/>
    public sealed override RuleBasis Basis => RuleBasis.AuditLog;

    /// <inheritdoc/>
    public sealed override Verdict Judge(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.AuditLog switch
        {
            // Whoever named none is judged by this rule only where somebody named it.
            null => Unseen("No audit log was named.", All, "none was named; --audit-log names the folder in which 'po audit collect' keeps one"),
            { Unreadable: { } why } log => Unseen("The audit log could not be looked at.", log.Folder, why),
            var log => Look(log, snapshot.Policy.AuditLogs, snapshot),
        };
    }

    /// <summary>Looks at an audit log that could be read.</summary>
    /// <param name="log">The audit log.</param>
    /// <param name="policy">What the policy asks of it.</param>
    /// <param name="snapshot">The snapshot.</param>
    protected abstract Verdict Look(AuditLog log, AuditLogPolicy policy, Snapshot snapshot);

    /// <summary>A finding on it: the policy asks for it, and no file of the repository holds it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="name">What it is about, which no run renames: <c>github:acme#gap</c>.</param>
    /// <param name="message">What, why it matters and what to do.</param>
    /// <param name="severity">How severe.</param>
    protected static Finding On(Snapshot snapshot, string name, string message, Severity severity)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Finding.On(snapshot.Policy, new SettingPlace(name, Url: null), message) with { Severity = severity };
    }

    /// <summary>What is said of what could not be looked at.</summary>
    /// <param name="reason">What was looked at, as a sentence.</param>
    /// <param name="what">What it is, as a noun.</param>
    /// <param name="why">Why, as a clause.</param>
    protected static Verdict Unseen(string reason, string what, string why) => new() { Reason = reason, Gaps = [new Gap(what, why, Failed: true)] };
}
