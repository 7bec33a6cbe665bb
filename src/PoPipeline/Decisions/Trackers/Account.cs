using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Trackers;

/// <summary>An account of a tracker.</summary>
/// <param name="Id">What never changes and is never given to another: the numeric id on a forge, the e-mail address of commits.</param>
/// <param name="Name">The name that people read, which may change. Text of others.</param>
/// <param name="Kind">What acts under it.</param>
public sealed record Account(string Id, string Name, AccountKind Kind)
{
    /// <summary>The account as the records name it.</summary>
    public Person Person => new(Id, Name);
}

/// <summary>What acts under an account.</summary>
public enum AccountKind
{
    /// <summary>A person.</summary>
    Person,

    /// <summary>A program: a bot, an app, a service account, a ghost.</summary>
    Program,
}
