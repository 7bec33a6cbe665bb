namespace PoPipeline.Rules.Model.Deployments;

/// <summary>Something that lets a system differ from what its files say.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">What says so, as written.</param>
/// <param name="Span">Where it is written.</param>
public sealed record Drift(DriftKind Kind, string Text, Place Span);

/// <summary>What lets a system differ from what its files say.</summary>
public enum DriftKind
{
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
