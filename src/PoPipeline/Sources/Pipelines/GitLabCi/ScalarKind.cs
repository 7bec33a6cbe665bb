using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>What a single value must be.</summary>
internal enum ScalarKind
{
    /// <summary>None may stand there.</summary>
    None,

    /// <summary>A text: no number and no truth value without quotes.</summary>
    Text,

    /// <summary>Whatever it is.</summary>
    Scalar,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A time in words.</summary>
    Duration,

    /// <summary>A time in words, or never.</summary>
    Expiry,

    /// <summary>A regular expression between slashes.</summary>
    Pattern,

    /// <summary>The name of a cache, which becomes part of a path.</summary>
    CacheKey,
}
