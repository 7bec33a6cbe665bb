namespace PoPipeline.Rules.Model;

/// <summary>Where a repository is hosted; it decides which conventions hold.</summary>
public enum Forge
{
    /// <summary>Neither the remote, nor the environment, nor the policy says.</summary>
    Unknown,

    /// <summary>GitHub.com or a GitHub Enterprise server.</summary>
    GitHub,

    /// <summary>GitLab.com or a self-managed GitLab.</summary>
    GitLab,
}
