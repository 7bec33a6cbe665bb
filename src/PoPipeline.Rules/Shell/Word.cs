namespace PoPipeline.Rules.Shell;

/// <summary>A word of a command.</summary>
/// <param name="Text">The word without its quotes; expansions stay as written.</param>
/// <param name="Literal">Whether no variable, substitution or expression of the platform is expanded in it; patterns of file names count as literal.</param>
/// <param name="Offset">The offset of its first character in the script's text, quotes included, from 0.</param>
/// <param name="Length">How many characters it takes, quotes included.</param>
public readonly record struct Word(string Text, bool Literal, int Offset, int Length);
