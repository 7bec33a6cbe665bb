using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>A task of a pipeline.</summary>
/// <param name="Name">Its name in the pipeline.</param>
/// <param name="Span">Where that is written.</param>
/// <param name="Node">All of it.</param>
/// <param name="IsFinal">Whether it runs last, whatever became of the others.</param>
internal sealed record PipelineTask(string Name, Place Span, YamlMapping Node, bool IsFinal);
