using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Verifying;

/// <summary>
/// Verifies a supply chain by its layout, as in-toto's specification has it (5.2) and its reference implementation does: the layout's signatures, its
/// expiry, its parameters, the links and their signatures, thresholds, sublayouts, rules. Inspections are commands that whoever wrote the layout chose;
/// they are never executed, and their rules not judged.
/// </summary>
/// <remarks>
/// Stricter than the reference implementation: what two members of one name, no digest, a threshold below one or a key below 2048 bits would leave open is refused;
/// everything that is signed counts, not only the members that are known; one key counts once, whatever ids it has. More tolerant: the id of a signature
/// is a hint, and any good signature of a key counts.
/// </remarks>
/// <param name="clock">The clock that expiry is told by.</param>
public sealed class LayoutVerifier(TimeProvider clock)
{
    internal Func<WorkBudget> Budget { get; init; } = () => new WorkBudget();

    /// <summary>Verifies. Never throws for what is in files.</summary>
    /// <param name="request">What is to be verified, and by what.</param>
    public VerificationResult Verify(VerificationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var run = new VerificationRun(request.LayoutFile, request.Links, Budget(), clock.GetUtcNow());
        if (request.Layout is not { } text)
        {
            return run.Result(VerificationState.Absent, failure: null);
        }

        try
        {
            var metadata = SignedMetadata.Read(text).IsValue(out var read, out var fault) ? read : throw run.Unreadable(fault);
            return metadata.Layout is null ? throw run.Unreadable(new Fault(new Place(1, 1), $"it holds {metadata.What}, where a layout belongs"))
                : run.Verify(metadata, request.Keys, request.Parameters);
        }
        catch (VerificationStop stop)
        {
            return run.Result(stop.State, stop.Failure);
        }
        catch (WorkExhaustedException exhausted)
        {
            return run.Result(VerificationState.Failed, new VerificationFailure(FailureKind.Limit, exhausted.Message, request.LayoutFile));
        }
    }
}
