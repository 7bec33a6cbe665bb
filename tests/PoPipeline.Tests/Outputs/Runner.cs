using System.Globalization;
using System.Text.RegularExpressions;

namespace PoPipeline.Tests.Outputs;

/// <summary>
/// What the runner of a forge takes for a command, by the rules of <c>ActionCommand.cs</c> of actions/runner, and beyond them: characters without
/// width are not there, as in the comparison that it makes.
/// </summary>
internal static partial class Runner
{
    /// <summary>What is wrong with an output: a command, or a character that a person does not see; null where nothing is.</summary>
    /// <param name="output">What a process wrote to one of its streams.</param>
    /// <param name="annotates">Whether annotations of our own are among it.</param>
    public static string? Fault(string output, bool annotates = false)
    {
        foreach (var line in output.Split('\n'))
        {
            if (line.Where(IsUnseen).Select(character => (char?)character).FirstOrDefault() is { } unseen)
            {
                return $"U+{(int)unseen:X4} in: {line}";
            }

            var seen = new string([.. line.Where(character => CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))]);
            var isCommand = seen.TrimStart().StartsWith("::", StringComparison.Ordinal) || seen.Contains("##[", StringComparison.Ordinal) || OtherCommand().IsMatch(seen);
            if (isCommand && !(annotates && Annotation().IsMatch(line)))
            {
                return $"a command: {line}";
            }
        }

        return null;
    }

    private static bool IsUnseen(char character) => char.IsControl(character) || CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;

    [GeneratedRegex(@"##[a-z]+\[", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherCommand();

    [GeneratedRegex(@"\A::(error|warning|notice) (file=[^:,]*,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,)?title=[^:,]*::", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Annotation();
}
