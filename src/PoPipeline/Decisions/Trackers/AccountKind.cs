namespace PoPipeline.Decisions.Trackers;

/// <summary>What acts under an account.</summary>
public enum AccountKind
{
    /// <summary>A person.</summary>
    Person,

    /// <summary>A program: a bot, an app, a service account, a ghost.</summary>
    Program,
}
