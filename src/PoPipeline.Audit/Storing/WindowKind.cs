namespace PoPipeline.Audit.Storing;

/// <summary>Why a window was read.</summary>
public enum WindowKind
{
    /// <summary>It is new, with the overlap before it.</summary>
    Regular,

    /// <summary>It was missed before.</summary>
    Gap,

    /// <summary>The last week is read once more, for events that came late.</summary>
    Weekly,

    /// <summary>It is about to leave what the forge keeps, and is read a last time.</summary>
    Edge,

    /// <summary>It is that of a file.</summary>
    Import,
}
