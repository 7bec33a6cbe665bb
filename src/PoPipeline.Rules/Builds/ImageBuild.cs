using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>That a pipeline builds an image of a file of the repository.</summary>
/// <param name="Job">The job.</param>
/// <param name="File">The file.</param>
/// <param name="Command">The command that builds it; null where a step does by itself.</param>
internal sealed record ImageBuild(Job Job, CommandFile File, BuildCommand? Command);
