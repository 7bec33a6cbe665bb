namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>What a run is for.</summary>
[Flags]
public enum RefKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A tag.</summary>
    Tag = 1,

    /// <summary>What is no tag: a branch, a change that is proposed.</summary>
    Other = 2,
}
