using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Configuration;

/// <summary>The part of <c>.popipeline.yml</c> that is about audit logs that are collected.</summary>
internal static class AuditLogsShape
{
    // Ten years, and as many as tax offices ask for.
    private const int Longest = 3660;

    /// <summary>The value of <c>audit-logs</c>.</summary>
    public static MappingShape<AuditLogPolicy> Root { get; } = new(
        [
            new Key<AuditLogPolicy, ImmutableArray<string>>(
                "sources",
                "Whose audit logs have to be collected: 'github:acme', 'github:enterprises/acme', 'gitlab:acme/platform'.",
                new ListShape<string>(new CheckedTextShape("source of audit logs", text => AuditSource.Parse(text).IsValue(out _, out var fault) ? null : fault), ""),
                policy => policy.Sources,
                (policy, value) => policy with { Sources = value },
                Tighten.Add),
            Days("window-days", "For how many days back no time of them may be missing.", policy => policy.WindowDays, (policy, value) => policy with { WindowDays = value }, Tighten.Raise),
            Days("read-days", "For how many days at most nothing was read of them.", policy => policy.ReadDays, (policy, value) => policy with { ReadDays = value }, Tighten.Lower),
            Days("import-days", "How many days old the newest file may be where the plan has nothing but files.", policy => policy.ImportDays, (policy, value) => policy with { ImportDays = value }, Tighten.Lower),
            Days("keep-days", "For how many days events have to be kept.", policy => policy.KeepDays, (policy, value) => policy with { KeepDays = value }, Tighten.Raise),
            Days("anchor-days", "After how many days a copy of the checkpoint has to be published anew.", policy => policy.AnchorDays, (policy, value) => policy with { AnchorDays = value }, Tighten.Lower),
            new Key<AuditLogPolicy, bool>(
                "encrypted",
                "Whether what events say has to be encrypted for those who may read it.",
                new BooleanShape(),
                policy => policy.Encrypted,
                (policy, value) => policy with { Encrypted = value },
                Tighten.Ask),
            new Key<AuditLogPolicy, ImmutableArray<string>>(
                "keys",
                "The public keys, one of which has to have signed them: 'name+hash+key', as 'po ledger key' shows it. Those of a change count once it is merged.",
                new ListShape<string>(new CheckedTextShape("public key that can be used", text => NoteVerifier.Parse(text).IsValue(out _, out var fault) ? null : fault), ""),
                policy => policy.Keys,
                (policy, value) => policy with { Keys = value },
                Tighten.OneOfOnceMerged),
        ],
        new AuditLogPolicy());

    private static Key<AuditLogPolicy, double> Days(string name, string description, Func<AuditLogPolicy, int> get, Func<AuditLogPolicy, int, AuditLogPolicy> set, Demand<double> demand) =>
        new(name, description, new NumberShape(1, Longest, whole: true), policy => get(policy), (policy, value) => set(policy, (int)value), demand);
}
