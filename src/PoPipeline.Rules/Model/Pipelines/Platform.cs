namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A system that runs pipelines.</summary>
public enum Platform
{
    /// <summary>GitHub Actions: workflows and <c>action.yml</c>.</summary>
    GitHubActions,

    /// <summary>GitLab CI/CD.</summary>
    GitLabCi,

    /// <summary>CircleCI.</summary>
    CircleCi,

    /// <summary>Jenkins: <c>Jenkinsfile</c> and shared libraries.</summary>
    Jenkins,

    /// <summary>Tekton, also through Pipelines-as-Code and Konflux.</summary>
    Tekton,

    /// <summary>Argo CD.</summary>
    ArgoCd,

    /// <summary>Spinnaker Dinghy.</summary>
    Dinghy,
}
