namespace PoPipeline.InToto.Verifying;

/// <summary>Why something does not verify.</summary>
/// <param name="Kind">What fails.</param>
/// <param name="Reason">What is wrong and what to do, in sentences.</param>
/// <param name="File">The file that it is about.</param>
/// <param name="Place">Where in it; null where that is no one place.</param>
/// <param name="Step">The step that it is about; null for none.</param>
/// <param name="Rule">The rule that fails, as it is written; null for none.</param>
public sealed record VerificationFailure(FailureKind Kind, string Reason, string File, Place? Place = null, string? Step = null, string? Rule = null);

/// <summary>What fails.</summary>
public enum FailureKind
{
    /// <summary>A file cannot be read.</summary>
    Unreadable,

    /// <summary>A key that was given did not sign the layout.</summary>
    LayoutSignature,

    /// <summary>The layout has expired.</summary>
    Expired,

    /// <summary>A parameter of the layout was not given, or is of a form that is not supported.</summary>
    Parameter,

    /// <summary>There are fewer links of a step than it asks for.</summary>
    MissingLinks,

    /// <summary>Fewer people signed links of a step than it asks for.</summary>
    Threshold,

    /// <summary>Links of a step that more than one must sign differ in their artifacts.</summary>
    Disagreement,

    /// <summary>An artifact rule fails.</summary>
    Rule,

    /// <summary>What would be needed is not supported, so that whether it verifies is not known.</summary>
    Unsupported,

    /// <summary>It is more, or deeper, than is looked at.</summary>
    Limit,
}
