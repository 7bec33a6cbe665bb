namespace PoPipeline.Rules.Reproducible;

/// <summary>What the programs that Bazel runs may get at.</summary>
internal enum BazelReach
{
    /// <summary>Files that no rule names.</summary>
    Files,

    /// <summary>The environment of the machine.</summary>
    Environment,

    /// <summary>The network.</summary>
    Network,
}
