namespace PoPipeline.Rules.Model;

/// <summary>What a pipeline file is.</summary>
public enum PipelineKind
{
    /// <summary>It starts runs: a workflow, a <c>.gitlab-ci.yml</c>, a <c>PipelineRun</c>.</summary>
    Workflow,

    /// <summary>It is called by a workflow's step: an <c>action.yml</c>, a component, a Tekton Task.</summary>
    Action,

    /// <summary>It only lists what other pipelines reuse: an <c>actions.lock</c>.</summary>
    Lock,
}
