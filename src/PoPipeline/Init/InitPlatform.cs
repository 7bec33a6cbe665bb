
namespace PoPipeline.Init;

/// <summary>What runs the check that init sets up.</summary>
public enum InitPlatform
{
    /// <summary>GitHub Actions.</summary>
    GitHub,

    /// <summary>GitLab CI/CD.</summary>
    GitLab,

    /// <summary>Tekton, through Pipelines-as-Code.</summary>
    Tekton,
}
