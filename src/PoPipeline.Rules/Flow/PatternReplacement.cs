using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Flow;

/// <summary>What is left of a text in which everything that a regular expression matches is replaced.</summary>
public static class PatternReplacement
{
    /// <summary>How free the text can be; null where the pattern leaves more than a class of characters.</summary>
    /// <param name="pattern">The pattern: <c>[^a-z0-9]+</c>, <c>\W</c>.</param>
    /// <param name="replacement">What stands in the place of each match.</param>
    public static Charset? Leaves(string pattern, string replacement)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(replacement);
        var kept = pattern is @"\W" or @"\W+" ? @"\w" : TextPattern.Of(pattern).NegatedClass;
        return kept is null ? null : TextAlphabet.Worse(TextAlphabet.Of(kept), TextAlphabet.Of(replacement));
    }
}
