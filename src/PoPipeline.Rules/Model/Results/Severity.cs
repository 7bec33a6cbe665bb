namespace PoPipeline.Rules.Model.Results;

/// <summary>What an attacker or an auditor would make of a finding; the order is the weight.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nobody is harmed.</summary>
    Low,

    /// <summary>A weakness that needs another one to be used.</summary>
    Medium,

    /// <summary>A weakness that can be used as it is.</summary>
    High,

    /// <summary>A weakness that anybody can use from outside.</summary>
    Critical,
}
