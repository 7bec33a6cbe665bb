namespace PoPipeline.InToto.Verifying;

/// <summary>What verifying came to.</summary>
public enum VerificationState
{
    /// <summary>There is nothing to verify.</summary>
    Absent,

    /// <summary>A file cannot be read, or does not hold what it should.</summary>
    Unparsable,

    /// <summary>It can be read, and no key was given that could vouch for it.</summary>
    NoTrustRoot,

    /// <summary>An attestation takes more work than is done, so that whether it verifies is not known. Of a layout it is a failure of the kind <see cref="FailureKind.Limit"/>.</summary>
    TooMuchWork,

    /// <summary>A signature, a link or a rule fails.</summary>
    Failed,

    /// <summary>The layout is signed, and has expired.</summary>
    Expired,

    /// <summary>All of it holds, but for the inspections, which are not executed.</summary>
    VerifiedWithoutInspections,

    /// <summary>All of it holds.</summary>
    Verified,
}
