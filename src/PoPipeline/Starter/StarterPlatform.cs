namespace PoPipeline.Starter;

/// <summary>What runs the check that a starter sets up.</summary>
public enum StarterPlatform
{
    /// <summary>GitHub Actions.</summary>
    GitHub,

    /// <summary>GitLab CI/CD.</summary>
    GitLab,

    /// <summary>Tekton, through Pipelines-as-Code.</summary>
    Tekton,
}
