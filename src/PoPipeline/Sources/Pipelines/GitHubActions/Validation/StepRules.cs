namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What steps must be, which differs between workflows and actions.</summary>
/// <param name="Run">A step that runs a script.</param>
/// <param name="Use">A step that uses an action.</param>
/// <param name="MayWait">Whether steps may wait for each other.</param>
internal sealed record StepRules(MapShape Run, MapShape Use, bool MayWait)
{
    /// <summary>Steps of a workflow.</summary>
    public static StepRules OfWorkflow { get; } = new(WorkflowShapes.Run, WorkflowShapes.Use, MayWait: true);

    /// <summary>Steps of an action.</summary>
    public static StepRules OfAction { get; } = new(ActionShapes.Run, ActionShapes.Use, MayWait: false);
}
