
namespace PoPipeline.Init;

/// <summary>How a file that init writes stands to the tree.</summary>
public enum InitState
{
    /// <summary>It is not there.</summary>
    New,

    /// <summary>It is there, byte for byte.</summary>
    Same,

    /// <summary>Another one is there.</summary>
    Different,

    /// <summary>It cannot be written.</summary>
    Refused,

    /// <summary>It was not made, because something is not known.</summary>
    Omitted,
}
