using CsCheck;

namespace PoPipeline.Tests;

/// <summary>Makes texts that nobody writes out of those that people do: pieces put in, taken out, doubled and put in place of others.</summary>
internal static class Mangling
{
    private const int Most = 12;

    /// <summary>How many texts a test takes: as many as it says, or as the environment does, POPIPELINE_FUZZ=1000000, where somebody has the time.</summary>
    /// <param name="usual">How many a test takes by itself.</param>
    public static int Runs(int usual) => int.TryParse(Environment.GetEnvironmentVariable("POPIPELINE_FUZZ"), out var asked) && asked > 0 ? asked : usual;

    /// <summary>Mangled texts.</summary>
    /// <param name="texts">What they are made of.</param>
    /// <param name="pieces">What is put into them.</param>
    /// <param name="fewest">How often each is changed at least.</param>
    /// <param name="longest">How many characters one change takes at most.</param>
    public static Gen<string> Of(Func<string[]> texts, string[] pieces, int fewest, int longest) => Gen.Select(
        Gen.Int[0, int.MaxValue],
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Int[0, longest], Gen.Int[0, pieces.Length - 1]).Array[fewest, Most],
        (number, edits) => edits.Aggregate(texts()[number % texts().Length], (text, edit) => Edited(text, edit.Item1, edit.Item2, edit.Item3, pieces[edit.Item4])));

    private static string Edited(string text, int kind, int place, int length, string piece)
    {
        var start = text.Length == 0 ? 0 : place % text.Length;
        var end = Math.Min(text.Length, start + length);
        return kind switch
        {
            0 => text.Insert(start, piece),
            1 => text.Remove(start, end - start),
            2 => text.Insert(start, text[start..end]),
            _ => string.Concat(text.AsSpan(0, start), piece, text.AsSpan(end)),
        };
    }
}
