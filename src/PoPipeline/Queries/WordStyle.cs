namespace PoPipeline.Queries;

/// <summary>How a part of a word looks.</summary>
internal enum WordStyle
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>As code.</summary>
    Code,

    /// <summary>Bold.</summary>
    Bold,
}
