namespace PoPipeline.Rules.Shell;

/// <summary>A word together with what only a reader needs of it.</summary>
/// <param name="Word">The word.</param>
/// <param name="Plain">How many of its first characters are neither quoted nor expanded.</param>
/// <param name="LastExpansion">Where, in the word's text, the last expansion ends; 0 where there is none.</param>
/// <param name="Shape">Where each of its characters is written, for a word that may be a program text; null for others.</param>
internal readonly record struct ReadWord(Word Word, int Plain, int LastExpansion, WordShape? Shape)
{
    public string Text => Word.Text;

    /// <summary>Whether it is exactly this text, neither quoted nor expanded, as reserved words must be.</summary>
    public bool Is(string reserved) => Plain == Text.Length && Text == reserved;
}
