using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Verifying;

/// <summary>Signs an audit log that had no key until now, or is to have another one.</summary>
public static class AuditSigning
{
    /// <summary>Verifies all of it, and signs its checkpoint.</summary>
    /// <param name="folder">The folder of the audit log.</param>
    /// <param name="signer">What signs.</param>
    /// <param name="keys">The keys that have to vouch for it as it is, at least one of them; with none, nothing has to.</param>
    /// <param name="anchors">Checkpoints that were kept elsewhere.</param>
    /// <param name="require">Throws where what came of verifying does not do.</param>
    /// <param name="now">The time that recorded times are held to; null to hold them to their order alone.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What was signed.</returns>
    /// <exception cref="AuditException">Others may read or write the folder.</exception>
    /// <exception cref="LedgerException">It cannot be signed.</exception>
    public static Checkpoint Sign(
        string folder, LedgerSigner signer, ImmutableArray<NoteVerifier> keys, ImmutableArray<LedgerAnchor> anchors, Action<AuditVerification> require, DateTimeOffset? now = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(require);
        using var held = AuditStore.Open(folder).Hold(cancellation);
        return LedgerFolder.Sign(
            Path.Combine(folder, AuditStore.LedgerFolderName),
            signer,
            keys,
            known =>
            {
                var found = AuditVerifier.Verify(folder, known, anchors, now, cancellation);
                require(found);
                return found.Ledger;
            },
            isPrivate: true,
            cancellation);
    }
}
