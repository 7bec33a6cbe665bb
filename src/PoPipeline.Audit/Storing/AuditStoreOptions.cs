using System.Collections.Immutable;
using PoPipeline.Audit.Sealing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>How an audit log is kept.</summary>
public sealed record AuditStoreOptions
{
    /// <summary>What signs checkpoints; null to sign none.</summary>
    public LedgerSigner? Signer { get; init; }

    /// <summary>The keys whose signatures are verified, besides that of the signer.</summary>
    public ImmutableArray<NoteVerifier> Known { get; init; } = [];

    /// <summary>Whom payloads are sealed for; with none they are kept open.</summary>
    public ImmutableArray<AgeRecipient> Recipients { get; init; } = [];

    /// <summary>Who reads what is sealed; null where nobody does.</summary>
    public AgeIdentity? Identity { get; init; }

    /// <summary>How long to wait for another run that collects, imports or prunes.</summary>
    public TimeSpan Patience { get; init; } = LedgerFolder.DefaultPatience;

    internal Action<string>? Step { get; init; }
}
