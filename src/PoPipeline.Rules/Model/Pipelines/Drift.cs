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

    /// <summary>A difference is passed over in what decides what runs, or who may do what.</summary>
    Hidden,

    /// <summary>A difference is passed over elsewhere.</summary>
    PassedOver,

    /// <summary>What is passed over is not put right when something else is deployed, either.</summary>
    Kept,

    /// <summary>What somebody changes by hand stays, though changes of the files are deployed by themselves.</summary>
    Unhealed,

    /// <summary>A tool changes what is deployed, and writes it to no file.</summary>
    Unwritten,

    /// <summary>Which version is deployed, the registry decides by what was put there last.</summary>
    Newest,

    /// <summary>What is there is thrown away and made anew.</summary>
    Replaced,

    /// <summary>What the system would refuse is deployed all the same.</summary>
    Unchecked,

    /// <summary>Everything is removed when the files say nothing, by a mistake too.</summary>
    Emptied,
}
