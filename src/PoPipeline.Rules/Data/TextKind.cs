namespace PoPipeline.Rules.Data;

/// <summary>What a text is that a component puts out or a command answers with.</summary>
public enum TextKind
{
    /// <summary>Nobody's text: a number, a commit, a date, a word of a list.</summary>
    Fixed,

    /// <summary>The title of an issue, a pull request, a discussion, or a release.</summary>
    Title,

    /// <summary>The description of an issue, a pull request, a discussion, or a release.</summary>
    Body,

    /// <summary>The name of a branch, a tag, or another reference.</summary>
    Branch,

    /// <summary>Names of files that a change touches.</summary>
    FileNames,

    /// <summary>Names of files that lie in the workspace, whosoever they are.</summary>
    WorkspaceNames,

    /// <summary>A comment, a review, or what follows a command that is written in one.</summary>
    CommentText,

    /// <summary>Messages of commits, with what is made of them: a list of changes.</summary>
    CommitMessage,

    /// <summary>The first line of the message of one commit.</summary>
    CommitSubject,

    /// <summary>The name or mail address of a person, as that person writes it into commits.</summary>
    Author,

    /// <summary>The name of an account, which the forge holds to a few kinds of characters.</summary>
    Login,

    /// <summary>Labels and milestones.</summary>
    Label,

    /// <summary>Lines that a change adds and removes.</summary>
    Changes,

    /// <summary>What stands in a file of the workspace, whosoever it is.</summary>
    FileContent,

    /// <summary>What stands in an artifact of another run.</summary>
    ArtifactContent,

    /// <summary>An answer of the forge's API, or a part of the event that it sends.</summary>
    ApiAnswer,

    /// <summary>The variables of the environment, all of them.</summary>
    Environment,

    /// <summary>What a program or a service outside says, a model that was asked among them.</summary>
    Answer,

    /// <summary>Any of these.</summary>
    AnyText,
}
