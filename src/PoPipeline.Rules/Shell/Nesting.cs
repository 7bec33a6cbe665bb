namespace PoPipeline.Rules.Shell;

/// <summary>How a command stands inside another one.</summary>
public enum Nesting
{
    /// <summary>It stands at the top.</summary>
    None,

    /// <summary>Its output becomes words of the other: <c>$( )</c>, backticks, PowerShell's parentheses.</summary>
    Substitution,

    /// <summary>Its output, or input, becomes a file of the other: <c>&lt;( )</c>.</summary>
    ProcessSubstitution,

    /// <summary>The other runs it as a text: <c>sh -c '…'</c>, <c>eval</c>, a script block, a heredoc for a shell.</summary>
    Text,

    /// <summary>The other starts it, once or often: <c>find -exec … \;</c>.</summary>
    Started,
}
