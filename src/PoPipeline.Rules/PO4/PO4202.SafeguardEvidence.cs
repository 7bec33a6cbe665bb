using System.Collections.Immutable;
using PoPipeline.Rules.AuditLogs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4202: an audit log is kept so that nobody can read, alter or remove it unseen.</summary>
public sealed class PO4202SafeguardEvidence : AuditLogRule
{
    /// <inheritdoc/>
    public override string Summary => "Collected audit logs are as they were recorded, private, signed, anchored elsewhere, and kept for as long as the policy asks.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [284, 345];

    /// <inheritdoc/>
    protected override Verdict Look(AuditLog log, AuditLogPolicy policy, Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(snapshot);
        return log is { Entries: 0, Faults.IsEmpty: true, Exposure: null } ? Unseen("Nothing was collected so far.", log.Folder, "nothing was collected so far, so that there is nothing to keep safe") : new Verdict
        {
            Judged = 1,
            Findings = [.. Of(log, policy, snapshot.ObservedAt).Select(found => On(snapshot, $"audit-log#{found.Part}", found.Message, found.Severity))],
            Gaps =
            [
                .. log is { Faults.IsEmpty: true, SignedBy.IsEmpty: false, IsVouchedFor: false }
                    ? [new Gap(log.Folder, $"whose the key '{log.SignedBy[0]}' is that signed it is not known: the policy names none in 'audit-logs.keys'", Failed: false)]
                    : (Gap[])[],
                .. log.Safety is { } safety ? safety.Unseen.Select(unseen => new Gap(log.Folder, $"{unseen.What} is not known: {unseen.Why}", Failed: false)) : [],
            ],
            Reason = $"The audit log '{log.Folder}' with {Counted.Of(log.Entries, "entry", "entries")} was verified"
                + $"{(log.Anchor is { } anchor ? $"; it says that a copy of its end, which covers {Counted.Of(anchor.Entries, "entry", "entries")}, was published on {anchor.At.UtcDateTime:yyyy-MM-dd} at {anchor.Where}" : "")}{Kept(log.Safety)}.",
        };
    }

    private static IEnumerable<(string Part, string Message, Severity Severity)> Of(AuditLog log, AuditLogPolicy policy, DateTimeOffset now)
    {
        var name = $"The audit log '{log.Folder}'";
        if (!log.Faults.IsEmpty)
        {
            var more = log.Faults.Length > 1 ? $" {Counted.Of(log.Faults.Length - 1, "other thing")} {(log.Faults.Length == 2 ? "is" : "are")} wrong with it." : "";
            yield return ("integrity", $"{name} is not as it was recorded: {log.Faults[0]}{more} Nothing that it says can be relied on. Run 'po audit verify', find out who could write there, and go on from a copy that verifies.", Severity.High);
        }

        if (log.Exposure is { } exposure)
        {
            yield return ("access", $"{name} is not private: {exposure}. It tells who may do what, and whoever writes there can put another one in its place. {log.Safety?.Remedy ?? $"Take the rights of others away, with 'chmod -R go= {log.Folder}'"}, and find out who {(log.Safety is null ? "used them" : "read it")}.", Severity.High);
        }

        if (log.Safety is { } safety && Deletable(safety, name, policy) is { } deletable)
        {
            yield return ("deletion", deletable.Message, deletable.Severity);
        }

        if (!log.Faults.IsEmpty)
        {
            yield break;
        }

        if (log.SignedBy.IsEmpty)
        {
            yield return ("signature", $"{name} is not signed: whoever can write there can make it anew, and that verifies as well. Set POPIPELINE_LEDGER_KEY_FILE for 'po audit sign', once, and for 'po audit collect', and name the public key in 'audit-logs.keys' of the policy.", Severity.Medium);
        }

        if (log.Misdated is [var first, ..])
        {
            var more = log.Misdated.Length > 1 ? $" {Counted.Of(log.Misdated.Length - 1, "other entry", "other entries")} {(log.Misdated.Length == 2 ? "is" : "are")} dated so as well." : "";
            yield return ("clock", $"{name} has what is yet to come. {first}{more} By such a clock events are pruned before their time. Set the clock of whatever runs 'po audit', and look at what that run did.", Severity.Medium);
        }

        if (log.Anchor is null)
        {
            yield return ("anchor", $"No copy of the end of {Lower(name)} was published elsewhere: when its newest entries are removed, nothing that is left tells so. Keep 'ledger/checkpoint' where those who write it cannot change it, and say where with 'po audit anchor ADDRESS'.", Severity.Medium);
        }
        else if (log.UnanchoredSince is { } since && now - since > TimeSpan.FromDays(policy.AnchorDays))
        {
            yield return ("anchor", $"The copy of the end of {Lower(name)} that was published covers {log.Anchor.Entries} of its {Counted.Of(log.Entries, "entry", "entries")}, and what stands behind them was added from {since.UtcDateTime:yyyy-MM-dd} on, more than {Counted.Of(policy.AnchorDays, "day")} ago: it can be removed, and nothing that is left tells so. Publish 'ledger/checkpoint' as it is now, and say where with 'po audit anchor ADDRESS'.", Severity.Medium);
        }

        if (log.KeepDays is { } days && days < policy.KeepDays)
        {
            yield return ("retention", $"{name} is kept for {Counted.Of(days, "day")}, and the policy asks for {policy.KeepDays}: what an incident of last year began with may be pruned by then. Say 'po audit collect --keep {policy.KeepDays}'.", Severity.Medium);
        }

        if (policy.Encrypted && !log.IsEncrypted)
        {
            yield return ("encryption", $"What the events of {Lower(name)} say can be read by whoever reads the folder, and the policy asks for encryption. Name who may read them with '--recipient' of 'po audit collect'; what is there already stays as it is.", Severity.Medium);
        }
    }

    // Of a folder its modes tell all: whoever may write there may delete. Where nobody but an owner may alter a version, that one deletes it.
    private static (string Message, Severity Severity)? Deletable(AuditSafety safety, string name, AuditLogPolicy policy) => safety switch
    {
        { IsVersioned: false, IsLocked: not true } => ($"{name} can be deleted or overwritten for good: earlier versions are not kept where it lies. Keep them, and lock them for as long as the policy asks.", Severity.Medium),
        { IsVersioned: true, IsLocked: false } => ($"Earlier versions of {Lower(name)} are kept where it lies, and whoever may delete versions deletes them for good. Lock them: {LockAdvice(policy)}.", Severity.Low),
        { IsVersioned: null, IsLocked: false } => ($"Where {Lower(name)} lies nothing is locked: whoever may delete there deletes it for good. Lock it: {LockAdvice(policy)}.", Severity.Low),
        { IsLocked: true, LockDays: null } => ($"Object lock is enabled where {Lower(name)} lies, and locks nothing, since there is no default retention: whoever may delete versions deletes them for good. Set it: {LockAdvice(policy)}.", Severity.Low),
        { IsLocked: true, IsLockWeak: true } => ($"The files of {Lower(name)} are locked in governance mode, in which whoever has s3:BypassGovernanceRetention deletes them all the same. Lock them in compliance mode: {LockAdvice(policy)}.", Severity.Low),
        { IsLocked: true, LockDays: { } days } when days < policy.KeepDays => ($"Each file of {Lower(name)} is locked for {Counted.Of(days, "day")}, and the policy asks for {policy.KeepDays}: after that, whoever may delete versions deletes it for good. Lock them for longer: {LockAdvice(policy)}.", Severity.Low),
        _ => null,
    };

    private static string LockAdvice(AuditLogPolicy policy) => $"'aws s3api put-object-lock-configuration' with a default retention of {Counted.Of(policy.KeepDays, "day")} in mode COMPLIANCE";

    private static string Kept(AuditSafety? safety) => safety switch
    {
        { IsLocked: true, LockDays: { } days } => $"; each of its files is locked for {Counted.Of(days, "day")}{(safety.IsLockWeak ? ", though some may delete it" : "")}",
        { IsVersioned: true } => "; earlier versions of its files are kept where it lies",
        _ => "",
    };

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
