namespace PoPipeline.Rules.Model.Policies;

/// <summary>What the policy asks of the settings of a forge.</summary>
public sealed record SettingsPolicy
{
    /// <summary>How many people have to approve a change of the default branch.</summary>
    public int Approvals { get; init; } = 1;

    /// <summary>How many owners an organisation may have.</summary>
    public int MostOwners { get; init; } = 5;

    /// <summary>How many people may administer a repository.</summary>
    public int MostAdministrators { get; init; } = 5;

    /// <summary>After how many days without activity an owner, and without use a key, is one too many.</summary>
    public int InactiveDays { get; init; } = 180;
}
