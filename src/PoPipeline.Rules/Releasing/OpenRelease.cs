using System.Collections.Immutable;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>A command that releases or does not by what an input says that nothing here tells: <c>./gradlew ${{ inputs.tasks }}</c>.</summary>
/// <param name="Text">The command, as it is written.</param>
/// <param name="Input">The input.</param>
internal sealed record OpenRelease(string Text, string Input)
{
    private const int Longest = 80;

    // A verb stands among the first ones.
    private const int MostWords = 64;

    /// <summary>That of a command; null where it cannot release, or none of its words is an input.</summary>
    /// <param name="environment">What the script starts with.</param>
    /// <param name="script">The script.</param>
    /// <param name="command">The command.</param>
    public static OpenRelease? Of(Lazy<IReadOnlyDictionary<string, Setting>> environment, Script script, Command command)
    {
        for (var index = 1; index < Math.Min(command.Words.Length, MostWords) && ReleaseCommands.HasVerbs(command); index++)
        {
            var word = command.Words[index];
            if (!word.Literal && InputOf(environment, script, word) is { } input && ReleaseCommands.MayRelease(command, index))
            {
                var text = script.Text.Substring(command.Offset, Math.Min(command.Length, script.Text.Length - command.Offset)).ReplaceLineEndings(" ");
                return new OpenRelease(text.Length > Longest ? $"{text[..Longest]}…" : text, input);
            }
        }

        return null;
    }

    // The whole word.
    private static string? InputOf(Lazy<IReadOnlyDictionary<string, Setting>> environment, Script script, Word word)
    {
        if (At(script.Interpolations, word.Offset) is { Input: { } input, Choices.IsEmpty: true } pasted && pasted.Text == word.Text)
        {
            return input;
        }

        return word.Expansions is [{ Offset: 0, Quoted: false } only] && only.Length == word.Text.Length && ExpandedWords.VariableOf(word.Text) is { } name
            && environment.Value.GetValueOrDefault(name) is { Choices.IsEmpty: true, Interpolations: [{ Input: { } given } whole] } variable && whole.Text == variable.Value.Trim()
            ? given : null;
    }

    // The first one at a place, or behind it; they stand in the order of the text.
    private static Interpolation? At(ImmutableArray<Interpolation> all, int offset)
    {
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = all[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low < all.Length ? all[low] : null;
    }
}
