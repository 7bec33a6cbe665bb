using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>That a pipeline has Bazel build something.</summary>
/// <param name="Project">The project.</param>
/// <param name="Options">The options that it ends up with.</param>
/// <param name="Place">Where the command is written.</param>
/// <param name="Text">The command, as written.</param>
internal sealed record BazelRun(Project Project, BazelOptions Options, Place Place, string Text)
{
    /// <summary>Why not all of its options are known, as a clause; null where they are.</summary>
    public string? Unknown { get; init; }
}
