using System.Collections.Immutable;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;

namespace PoPipeline.InToto.Attesting;

/// <summary>Verifies attestations: statements in envelopes of DSSE.</summary>
public static class AttestationVerifier
{
    /// <summary>Verifies an attestation. Never throws for what is in it.</summary>
    /// <param name="text">The bytes of the envelope; null where there is none.</param>
    /// <param name="keys">The keys that may vouch for it.</param>
    /// <param name="threshold">How many of them must.</param>
    public static AttestationResult Verify(byte[]? text, ImmutableArray<VerificationKey> keys, int threshold = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        return text is null ? new(VerificationState.Absent, "There is no attestation.", Place: null, Statement: null, [])
            : Verify(SignedMetadata.Read(text), keys, threshold);
    }

    /// <summary>Verifies an attestation that was read, such as one of a bundle.</summary>
    /// <param name="read">What came of reading it.</param>
    /// <param name="keys">The keys that may vouch for it.</param>
    /// <param name="threshold">How many of them must.</param>
    public static AttestationResult Verify(Reading<SignedMetadata> read, ImmutableArray<VerificationKey> keys, int threshold = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        if (!read.IsValue(out var metadata, out var fault))
        {
            return new(VerificationState.Unparsable, $"The attestation cannot be read: {fault.Reason} ({fault.Place}).", fault.Place, Statement: null, []);
        }

        if (metadata.Statement is not { } statement)
        {
            return new(VerificationState.Unparsable, $"The file holds {metadata.What}, where a statement belongs.", Place: null, Statement: null, []);
        }

        ImmutableArray<string> signers = keys.IsDefault ? [] : [.. keys.DistinctBy(key => key.Material, StringComparer.Ordinal).Where(key => metadata.SignatureOf(key) is not null).Select(key => key.KeyId)];
        return signers.Length >= threshold ? new(VerificationState.Verified, Reason: null, Place: null, statement, signers)
            : metadata.Kind is EnvelopeKind.SigstoreBundle
                ? new(VerificationState.NoTrustRoot, "It is a bundle of sigstore, whose certificate needs a trust root that is not to be had here.", Place: null, statement, signers)
            : keys.IsDefaultOrEmpty ? new(VerificationState.NoTrustRoot, "No key was given that could vouch for it. Give the public keys of those who may.", Place: null, statement, [])
            : new(VerificationState.Failed, $"It asks for {threshold} {(threshold == 1 ? "signature" : "signatures")} by the given keys, and {signers.Length} of them signed it.", metadata.Signatures.FirstOrDefault()?.Place, statement, signers);
    }
}
