namespace PoPipeline.Audit.Events;

/// <summary>What wrote an audit log.</summary>
public enum AuditForge
{
    /// <summary>GitHub, an organization or an enterprise.</summary>
    GitHub,

    /// <summary>GitLab: an instance, a group or a project.</summary>
    GitLab,
}
