namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Something by which what runs becomes another thing than the file says, or by which a tool changes what is not in the file.</summary>
/// <param name="Kind">How.</param>
/// <param name="Text">What says so, as written, or what is missing.</param>
/// <param name="Span">Where it is written, or belongs.</param>
public sealed record Drift(DriftKind Kind, string Text, Place Span);

/// <summary>How what runs becomes another thing than the file says.</summary>
public enum DriftKind
{
    /// <summary>People may change it in the platform, and nothing in the file keeps them from it; the settings of the server may.</summary>
    MayBeEdited,

    /// <summary>The file says that people may change it in the platform.</summary>
    IsOpenToEdits,

    /// <summary>What the file no longer names is deleted.</summary>
    DeletesUnnamed,
}
