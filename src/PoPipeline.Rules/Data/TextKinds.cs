using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>What is told of each kind of text: the words that name it, and how free whoever writes one is.</summary>
public static class TextKinds
{
    // In the order of the kinds.
    private static readonly ImmutableArray<string> Words =
    [
        "a value of a fixed form",
        "a title",
        "a description",
        "the name of a branch",
        "the names of changed files",
        "the names of files in the workspace",
        "the text of a comment",
        "the message of a commit",
        "the first line of a commit's message",
        "the name of a commit's author",
        "the name of an account",
        "the names of labels",
        "the lines of a change",
        "the contents of a file",
        "the contents of an artifact",
        "an answer of the forge",
        "the variables of the environment",
        "an answer from outside",
        "a text that others write",
    ];

    /// <summary>The words that name a text in messages: "the names of changed files".</summary>
    public static string Word(this TextKind kind) => Words[(int)kind];

    /// <summary>What the one who writes such a text is free to write, where nothing else is known.</summary>
    public static Charset Freedom(this TextKind kind) => kind switch
    {
        TextKind.Fixed => Charset.Fixed,
        TextKind.Login => Charset.Limited,
        TextKind.Title or TextKind.Branch or TextKind.CommitSubject or TextKind.Author or TextKind.Label => Charset.Line,
        _ => Charset.Free,
    };

    /// <summary>Whether such a text is of whoever made what lies in the workspace: an outsider, where an outsider's code is checked out.</summary>
    public static bool IsOfWorkspace(this TextKind kind) => kind is TextKind.WorkspaceNames or TextKind.FileContent;
}
