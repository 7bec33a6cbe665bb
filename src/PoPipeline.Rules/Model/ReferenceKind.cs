namespace PoPipeline.Rules.Model;

/// <summary>What a pipeline reuses.</summary>
public enum ReferenceKind
{
    /// <summary>An action that a step uses.</summary>
    Action,

    /// <summary>A whole pipeline that a job calls.</summary>
    ReusablePipeline,

    /// <summary>A container image.</summary>
    Image,

    /// <summary>A file that is included.</summary>
    Include,

    /// <summary>A Tekton task or pipeline.</summary>
    Task,

    /// <summary>A Helm chart or a source of Argo CD.</summary>
    Chart,
}
