namespace PoPipeline.Rules.Model;

/// <summary>What a rule judges by. Where that was not looked at, nobody is told that it was not, but who named the rule.</summary>
public enum RuleBasis
{
    /// <summary>The files of a repository.</summary>
    Files,

    /// <summary>The settings of a forge.</summary>
    Settings,

    /// <summary>An audit log that was collected.</summary>
    AuditLog,
}
