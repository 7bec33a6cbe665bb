using System.Collections.Immutable;
using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Verifying;

/// <summary>What verifying by a layout came to.</summary>
/// <param name="State">What it came to.</param>
/// <param name="File">The layout.</param>
/// <param name="Failure">Why it does not verify; null where it does, or there is nothing to verify.</param>
/// <param name="Layout">The layout, which nobody vouches for unless all holds; null where it was not read.</param>
/// <param name="Signers">The ids of the given keys that signed it.</param>
/// <param name="Steps">What was found of each step, as far as verifying came.</param>
/// <param name="NotExecuted">The inspections, which are not executed and whose rules are not judged; those of sublayouts begin with the name of their step.</param>
/// <param name="Warnings">What does not fail and should be known, in sentences.</param>
/// <param name="Summary">What the whole supply chain took and made; null where it does not verify.</param>
public sealed record VerificationResult(
    VerificationState State,
    string File,
    VerificationFailure? Failure,
    Layout? Layout,
    ImmutableArray<string> Signers,
    ImmutableArray<StepEvidence> Steps,
    ImmutableArray<string> NotExecuted,
    ImmutableArray<VerificationWarning> Warnings,
    Link? Summary)
{
    /// <summary>Whether all that was judged holds.</summary>
    public bool Holds => State is VerificationState.Verified or VerificationState.VerifiedWithoutInspections;
}

/// <summary>What does not fail and should be known.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="File">The file that it is about.</param>
/// <param name="Place">Where in it; null where that is no one place.</param>
/// <param name="Text">What, and what to do, in sentences.</param>
public sealed record VerificationWarning(VerificationWarningKind Kind, string File, Place? Place, string Text);

/// <summary>What a warning is about.</summary>
public enum VerificationWarningKind
{
    /// <summary>A layout has no steps.</summary>
    NoSteps,

    /// <summary>A good signature has an id that no tool gives its key.</summary>
    OtherKeyId,

    /// <summary>A link says that it is of another step than the one that it counts for.</summary>
    OtherStep,

    /// <summary>The command of a step was not the one that was expected.</summary>
    OtherCommand,

    /// <summary>Links of a step that one is enough for differ in their artifacts.</summary>
    LinksDiffer,
}
