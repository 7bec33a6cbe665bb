namespace PoPipeline.Rules.Analysis;

/// <summary>What stands between an outsider and a step, from the weakest to the strongest.</summary>
internal enum Hurdle
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Labels alone: whoever sets one looks at what is there then, not at what runs.</summary>
    Label,

    /// <summary>Something else, or something else too.</summary>
    Firm,
}
