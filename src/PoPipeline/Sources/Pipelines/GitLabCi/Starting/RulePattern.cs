using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>A pattern between slashes, in the syntax of RE2.</summary>
/// <remarks>
/// Sources: https://docs.gitlab.com/ci/jobs/job_rules/#compare-a-variable-to-a-regular-expression, https://github.com/google/re2/wiki/Syntax.
/// It is matched by an engine without backtracking, and not at all where it is long or repeats by large counts: then nothing is known.
/// </remarks>
internal sealed class RulePattern
{
    private const int MaximumLength = 400;
    private const int MaximumCounted = 8;
    private const int MaximumCount = 100;

    private readonly Lazy<Regex?> matcher;

    private RulePattern(string body, string flags)
    {
        Body = body;
        Flags = flags;
        matcher = new Lazy<Regex?>(Matcher);
        Error = body.Contains(Interpolated.Start, StringComparison.Ordinal) ? null : Re2Syntax.ErrorOf(body);
    }

    /// <summary>What stands between the slashes, without the backslashes before slashes.</summary>
    public string Body { get; }

    /// <summary>The flags behind the last slash.</summary>
    public string Flags { get; }

    /// <summary>Why GitLab does not read it, as a clause; null where it does, or where that is unsure.</summary>
    public string? Error { get; }

    /// <summary>Whether it finds something in every text, the empty one as well.</summary>
    // An assertion about what follows may fail in another text; the start of a text is in all of them.
    public bool MatchesEverything => !Body.Contains('$', StringComparison.Ordinal) && !Body.Contains(@"\z", StringComparison.Ordinal)
        && !Body.Contains(@"\b", StringComparison.OrdinalIgnoreCase) && Finds("") is Truth.True;

    /// <summary>The pattern of a literal, slashes and flags included.</summary>
    public static RulePattern Of(string literal)
    {
        var end = literal.LastIndexOf('/');
        return new RulePattern(literal[1..end].Replace("\\/", "/", StringComparison.Ordinal), literal[(end + 1)..]);
    }

    /// <summary>The pattern of a text that has no slashes around it.</summary>
    public static RulePattern OfBody(string body) => new(body, "");

    /// <summary>The pattern that a text is when it stands where one belongs; null where it is none.</summary>
    public static RulePattern? OfText(string text)
    {
        var token = new RuleLexer(text).Next();
        return token is { Kind: RuleTokenKind.Pattern, Offset: 0 } && token.Length == text.Length && Of(text) is { Error: null } pattern ? pattern : null;
    }

    /// <summary>Whether it finds something in a text.</summary>
    public Truth Finds(string text) => matcher.Value is { } regex ? Truths.Of(regex.IsMatch(text)) : Truth.Unknown;

    private Regex? Matcher()
    {
        if (Error is not null || Body.Length > MaximumLength || Body.Contains(Interpolated.Start, StringComparison.Ordinal) || Re2Syntax.IsForeign(Body) || HasLargeCounts())
        {
            return null;
        }

        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        options |= Flags.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None;
        options |= Flags.Contains('s', StringComparison.Ordinal) ? RegexOptions.Singleline : RegexOptions.None;
        options |= Flags.Contains('m', StringComparison.Ordinal) ? RegexOptions.Multiline : RegexOptions.None;
        try
        {
            return new Regex(Body.Replace("(?P<", "(?<", StringComparison.Ordinal), options);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private bool HasLargeCounts()
    {
        var counted = 0;
        for (var at = Body.IndexOf('{', StringComparison.Ordinal); at >= 0; at = Body.IndexOf('{', at + 1))
        {
            var digits = Body.AsSpan(at + 1);
            var end = digits.IndexOf('}');
            var last = end < 0 ? default : digits[..end].TrimEnd(',');
            last = last[(last.LastIndexOf(',') + 1)..];
            if (++counted > MaximumCounted || (int.TryParse(last, out var count) && count > MaximumCount))
            {
                return true;
            }
        }

        return false;
    }
}
