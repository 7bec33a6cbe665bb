namespace PoPipeline.Rules.Model;

/// <summary>How files pass between jobs or runs.</summary>
public enum ExchangeKind
{
    /// <summary>Artifacts go out.</summary>
    Upload,

    /// <summary>Artifacts come in.</summary>
    Download,

    /// <summary>A cache is restored and, at the end, saved.</summary>
    Cache,

    /// <summary>A cache is only restored.</summary>
    CacheRestore,
}
