using PoPipeline.Rules.Model;

namespace PoPipeline;

/// <summary>Finds the known name that somebody wrote. Case is ignored, and rules and SSDF tasks may go without their prefix: <c>3204</c>, <c>3.2</c>.</summary>
public static class KnownName
{
    private const string Prefix = "PO";

    /// <summary>The known name that a word writes; null where it writes none.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">The names there are.</param>
    public static string? Of(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        var names = known.ToList();
        return names.Find(name => name.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? names.Find(name => IsShortened(name) && Bare(name).Equals(Bare(word), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A clause that helps whoever wrote a word that is no known name, with a space before it; empty where nothing helps.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">The names there are.</param>
    public static string Hint(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var names = known.ToHashSet(StringComparer.Ordinal);
        if (names.Overlaps(Ssdf.Tasks) && Of(word, RuleSet.All.Select(rule => rule.Id)) is { } id && !names.Contains(id))
        {
            return $" {id} is a rule, of the task {RuleSet.All.Single(rule => rule.Id == id).Task}.";
        }

        if (RuleSet.All.Any(rule => names.Contains(rule.Id)) && Of(word, Ssdf.Tasks) is { } task && !names.Contains(task))
        {
            var rules = RuleSet.All.Where(rule => rule.Task == task).Select(rule => rule.Id).ToList();
            return $" {task} is a task of SSDF; {(rules.Count == 0 ? "no rule of it exists yet" : $"its rules are {string.Join(", ", rules)}")}.";
        }

        return NearestName.Hint(word, names);
    }

    /// <summary>Whether a name may go without its prefix.</summary>
    internal static bool IsShortened(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) && name.Any(char.IsAsciiDigit);

    /// <summary>A name without its prefix.</summary>
    internal static string Bare(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..].TrimStart('.', '-') : name;
}
