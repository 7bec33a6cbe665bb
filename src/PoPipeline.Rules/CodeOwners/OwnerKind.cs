namespace PoPipeline.Rules.CodeOwners;

/// <summary>What the name of an owner stands for.</summary>
public enum OwnerKind
{
    /// <summary>Nothing that the forge knows: it ignores the name or the line.</summary>
    Invalid,

    /// <summary>One account.</summary>
    Person,

    /// <summary>A team, a group or a role.</summary>
    Group,

    /// <summary>An account or a group: GitLab writes both as <c>@name</c>.</summary>
    PersonOrGroup,
}
