namespace PoPipeline.Rules.Shell;

/// <summary>What holds commands together.</summary>
internal enum GroupKind
{
    If,
    Loop,
    Case,
    Brace,
    Parenthesis,
}
