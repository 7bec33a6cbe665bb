using System.Collections.Immutable;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;

namespace PoPipeline.InToto.Attesting;

/// <summary>What verifying an attestation came to.</summary>
/// <param name="State">What it came to: absent, unparsable, no trust root, too much work, failed or verified.</param>
/// <param name="Reason">Why it does not verify, in sentences; null where it does.</param>
/// <param name="Place">Where; of what holds, where its payload begins. Null where that is no one place.</param>
/// <param name="Statement">The statement, which only a verified attestation vouches for; null where none was read.</param>
/// <param name="Signers">The ids of the given keys that signed it.</param>
public sealed record AttestationResult(VerificationState State, string? Reason, Place? Place, Statement? Statement, ImmutableArray<string> Signers);
