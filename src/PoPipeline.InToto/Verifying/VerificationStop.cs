namespace PoPipeline.InToto.Verifying;

/// <summary>Ends a verification where it fails. It never leaves this library.</summary>
/// <param name="state">What verifying comes to.</param>
/// <param name="failure">Why.</param>
internal sealed class VerificationStop(VerificationState state, VerificationFailure failure) : Exception(failure.Reason)
{
    /// <summary>What verifying comes to.</summary>
    public VerificationState State { get; } = state;

    /// <summary>Why.</summary>
    public VerificationFailure Failure { get; } = failure;
}
