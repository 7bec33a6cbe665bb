namespace PoPipeline.Rules.Model;

/// <summary>What the one who controls a text is free to write.</summary>
public enum Charset
{
    /// <summary>Nothing that a shell would read as more than one word: a number, a commit, a fixed word.</summary>
    Fixed,

    /// <summary>A limited set of characters, none of them an operator of a shell: a login, a date.</summary>
    Limited,

    /// <summary>Any text: a title, a body, the name of a branch.</summary>
    Free,
}
