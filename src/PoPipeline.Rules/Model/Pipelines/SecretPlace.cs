namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>What a secret is put into.</summary>
public enum SecretPlace
{
    /// <summary>The text of a script.</summary>
    Script,

    /// <summary>An environment variable of the whole pipeline.</summary>
    PipelineVariable,

    /// <summary>A parameter that whoever starts a run fills in, and that each job has in its environment.</summary>
    Parameter,

    /// <summary>An environment variable of a job.</summary>
    JobVariable,

    /// <summary>An environment variable of a step.</summary>
    StepVariable,

    /// <summary>An input of an action, or of a pipeline that is called.</summary>
    Input,

    /// <summary>A secret of a pipeline that is called.</summary>
    CalledSecret,

    /// <summary>A condition.</summary>
    Condition,

    /// <summary>Anything else.</summary>
    Other,
}
