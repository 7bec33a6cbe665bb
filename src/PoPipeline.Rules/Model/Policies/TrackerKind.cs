namespace PoPipeline.Rules.Model.Policies;

/// <summary>Where requests and decisions are kept for people to see.</summary>
public enum TrackerKind
{
    /// <summary>A folder of the repository, where a decision is a commit.</summary>
    Folder,

    /// <summary>Issues of GitHub.</summary>
    GitHub,

    /// <summary>Issues of GitLab.</summary>
    GitLab,
}
