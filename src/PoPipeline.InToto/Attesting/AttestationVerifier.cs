using System.Collections.Immutable;
using PoPipeline.InToto.Keys;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Ledger;

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
        return Verify(text, keys, threshold, new WorkBudget());
    }

    /// <summary>Verifies the attestations of a file: one envelope, or several one behind another, on a line each or on several. All of them together may take as much work as one.</summary>
    /// <param name="text">The bytes of the file; null where there is none.</param>
    /// <param name="keys">The keys that may vouch for them.</param>
    /// <param name="threshold">How many of them must, for each.</param>
    /// <returns>What each came to, in the order of the file.</returns>
    public static ImmutableArray<AttestationResult> VerifyAll(byte[]? text, ImmutableArray<VerificationKey> keys, int threshold = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        return VerifyAll(text, keys, threshold, new WorkBudget());
    }

    internal static ImmutableArray<AttestationResult> VerifyAll(byte[]? text, ImmutableArray<VerificationKey> keys, int threshold, WorkBudget budget)
    {
        var whole = Verify(text, keys, threshold, budget);
        if (text is null || whole.State is not VerificationState.Unparsable)
        {
            return [whole];
        }

        var envelopes = SignedMetadata.ReadAll(text);
        return envelopes.Length > 1 ? [.. envelopes.Select(envelope => Verify(envelope, keys, threshold, budget))] : [whole];
    }

    private static AttestationResult Verify(byte[]? text, ImmutableArray<VerificationKey> keys, int threshold, WorkBudget budget) =>
        text is null ? new(VerificationState.Absent, "There is no attestation.", Place: null, Statement: null, [])
            : Verify(SignedMetadata.Read(text), keys, threshold, budget);

    private static AttestationResult Verify(Reading<SignedMetadata> read, ImmutableArray<VerificationKey> keys, int threshold, WorkBudget budget)
    {
        if (!read.IsValue(out var metadata, out var fault))
        {
            return new(VerificationState.Unparsable, $"The attestation cannot be read: {fault.Reason} ({fault.Place}).", fault.Place, Statement: null, []);
        }

        if (metadata.Statement is not { } statement)
        {
            return new(VerificationState.Unparsable, $"The file holds {metadata.What}, where a statement belongs.", Place: null, Statement: null, []);
        }

        // A link is about what a step made, which may be nothing.
        if (statement is { Subjects.IsEmpty: true, Link: null })
        {
            return new(VerificationState.Unparsable, "The statement names no subject, so that it is about nothing.", statement.Place, Statement: null, []);
        }

        var (signers, isWhole) = SignersOf(metadata, keys, budget);
        return signers.Length >= threshold ? new(VerificationState.Verified, Reason: null, statement.Place, statement, signers)
            : !isWhole ? new(VerificationState.TooMuchWork, "It carries more signatures than are tried, so that whether one of them is good is not known. Verify each attestation of the file by itself, and leave out signatures that nobody needs.", metadata.Signatures.FirstOrDefault()?.Place ?? statement.Place, statement, signers)
            : metadata.Kind is EnvelopeKind.SigstoreBundle
                ? new(VerificationState.NoTrustRoot, "It is a bundle of sigstore, whose certificate needs a trust root that is not to be had here.", statement.Place, statement, signers)
            : keys.IsDefaultOrEmpty ? new(VerificationState.NoTrustRoot, "No key was given that could vouch for it. Give the public keys of those who may.", statement.Place, statement, [])
            : new(VerificationState.Failed, $"{(signers.IsEmpty ? "None of the given keys" : Amount.Of(signers.Length, "given key"))} signed it, and {threshold} {(threshold == 1 ? "is" : "are")} asked for.", metadata.Signatures.FirstOrDefault()?.Place ?? statement.Place, statement, signers);
    }

    // An id is a hint: the keys that signatures say they are of come first, and the others too, as long as there is work left.
    private static (ImmutableArray<string> Signers, bool IsWhole) SignersOf(SignedMetadata metadata, ImmutableArray<VerificationKey> keys, WorkBudget budget)
    {
        var signers = ImmutableArray.CreateBuilder<string>();
        try
        {
            foreach (var key in (keys.IsDefault ? [] : keys).DistinctBy(key => key.Material, StringComparer.Ordinal).OrderByDescending(key => metadata.Signatures.Any(signature => key.Has(signature.KeyId))))
            {
                if (metadata.SignatureOf(key, budget.Try) is not null)
                {
                    signers.Add(key.KeyId);
                }
            }

            return (signers.ToImmutable(), true);
        }
        catch (WorkExhaustedException)
        {
            return (signers.ToImmutable(), false);
        }
    }
}
