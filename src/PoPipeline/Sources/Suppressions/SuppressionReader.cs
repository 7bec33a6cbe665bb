using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Suppressions;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads what silences one tool.</summary>
internal abstract class SuppressionReader
{
    private const int LongestText = 1000;
    private const int MostRules = 100;

    /// <summary>The tool, by the name it gives itself.</summary>
    public abstract string Tool { get; }

    /// <summary>Whether the tool is about style and correctness more than security.</summary>
    public virtual bool IsLinter => false;

    /// <summary>Texts of which each comment that concerns the tool has one, case ignored.</summary>
    public virtual ImmutableArray<string> CommentMarkers => [];

    /// <summary>Texts of which each file of YAML that concerns the tool has one, wherever it lies.</summary>
    public virtual ImmutableArray<string> YamlMarkers => [];

    /// <summary>Whether the tool reads its configuration from this file.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes.</param>
    public virtual bool IsConfiguration(string path) => false;

    /// <summary>Reads a file of configuration, or one with a marker.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fault">Why it, or a part of it, could not be read, as a clause; null where it was.</param>
    public virtual IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        fault = null;
        return [];
    }

    /// <summary>Reads a comment that has a marker.</summary>
    /// <param name="comment">The comment.</param>
    /// <param name="yaml">What stands where in the file, asked only by who needs it; null where the file is not YAML.</param>
    public virtual ForeignSuppression? ReadComment(Comment comment, Lazy<YamlComments>? yaml) => null;

    /// <summary>A suppression of this tool.</summary>
    protected ForeignSuppression Of(Place span, params IEnumerable<string> rules) => new()
    {
        Tool = Tool,
        Span = span,
        Rules = [.. rules.Select(rule => Short(rule.Trim())).Where(rule => rule.Length > 0).Distinct(StringComparer.Ordinal).Take(MostRules)],
        IsMinor = IsLinter,
    };

    /// <summary>A text of others, on one line and no longer than anybody would read.</summary>
    protected static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestText ? line : line[..LongestText] + "…";
    }

    /// <summary>What stands behind the words of a command, without the dashes, brackets and colons that lead to it.</summary>
    protected static string ReasonIn(ReadOnlySpan<char> rest)
    {
        var text = rest.Trim();
        foreach (var end in (ReadOnlySpan<string>)["*/", "-->"])
        {
            text = text.EndsWith(end, StringComparison.Ordinal) ? text[..^end.Length].TrimEnd() : text;
        }

        return Short(text.TrimStart(" \t-–—:;,#/(").ToString());
    }

    /// <summary>Reads a day, with or without a time behind it.</summary>
    protected static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text.Length > 10 && text[10] is 'T' or 't' or ' ' ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>Says that something is no day.</summary>
    protected static string NoDay(string text) => $"'{(text.Length <= 40 ? text : text[..40] + "…")}' is no date of the form 2027-01-31";
}

/// <summary>What one file silences.</summary>
/// <param name="Path">The file.</param>
/// <param name="Suppressions">What was found.</param>
/// <param name="Gap">Why that is not all; null where it is.</param>
internal sealed record SuppressionReading(string Path, ImmutableArray<ForeignSuppression> Suppressions, Gap? Gap);
