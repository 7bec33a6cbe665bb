namespace PoPipeline.Audit.Storing;

/// <summary>Why a window was read.</summary>
public enum WindowKind
{
    /// <summary>It is new.</summary>
    Regular,

    /// <summary>It was read, and is read once more for events that came late.</summary>
    Overlap,

    /// <summary>It was missed before.</summary>
    Gap,

    /// <summary>The last week is read once more, for events that came very late.</summary>
    Weekly,

    /// <summary>It is about to leave what the forge keeps, and is read a last time.</summary>
    Edge,

    /// <summary>It is that of a file.</summary>
    Import,
}
