using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>What <c>only</c> and <c>except</c> let in.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/deprecated_keywords/#only--except.</remarks>
internal sealed class LegacyPolicy(StartRules rules)
{
    // More than anybody writes; whether one of the others is met nobody looks.
    private const int MostRefs = 200;

    // Where only names no refs, these are the ones.
    private static readonly string[] DefaultRefs = ["branches", "tags"];

    // Each event asks for them, and each job that takes them from another one.
    private readonly Dictionary<string, RulePattern?> patterns = new(StringComparer.Ordinal);

    /// <summary>Whether a job is in, in one case of an event.</summary>
    /// <param name="only">The value of <c>only</c>; null where there is none.</param>
    /// <param name="except">The value of <c>except</c>; null where there is none.</param>
    /// <param name="isLimited">Whether a job without <c>only</c> runs for branches and tags alone.</param>
    /// <param name="found">The case.</param>
    public Truth Admits(YamlNode? only, YamlNode? except, bool isLimited, PipelineEvent found)
    {
        var inside = only is null && !isLimited ? Truth.True : Parts(only, DefaultRefs, found).Aggregate(Truth.True, Truths.And);
        return inside.And((except is null ? [] : Parts(except, null, found)).Aggregate(Truth.False, Truths.Or).Not());
    }

    private List<Truth> Parts(YamlNode? policy, string[]? defaultRefs, PipelineEvent found)
    {
        if (policy is not YamlMapping mapping)
        {
            return [Refs(policy is null ? defaultRefs ?? [] : Texts(policy), found)];
        }

        var parts = new List<Truth>();
        if (mapping["refs"] is { } refs)
        {
            parts.Add(Refs(Texts(refs), found));
        }
        else if (defaultRefs is not null)
        {
            parts.Add(Refs(defaultRefs, found));
        }

        if (mapping["variables"] is { } variables)
        {
            parts.Add(ShortForms.Texts(variables).Select(text => rules.Parse(text).Root is { } root ? RuleEvaluator.IsTrue(root, found.Value) : Truth.Unknown).Aggregate(Truth.False, Truths.Or));
        }

        if (mapping["changes"] is not null)
        {
            parts.Add(found.HasChanges ? Truth.Unknown : Truth.True);
        }

        if (mapping["kubernetes"] is not null)
        {
            parts.Add(Truth.Unknown);
        }

        return parts;
    }

    private Truth Refs(IEnumerable<string> refs, PipelineEvent found)
    {
        var (met, count) = (Truth.False, 0);
        foreach (var text in refs)
        {
            if (++count > MostRefs)
            {
                return met.Or(Truth.Unknown);
            }

            met = met.Or(Ref(text, found));
        }

        return met;
    }

    private RulePattern? PatternOf(string text)
    {
        if (!patterns.TryGetValue(text, out var pattern))
        {
            patterns.Add(text, pattern = RulePattern.OfText(text));
        }

        return pattern;
    }

    private Truth Ref(string text, PipelineEvent found)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return Name(text, found);
        }

        // Which project it names cannot be told; a fork has another path than the project that it comes from.
        return Name(text[..at], found).And(Truth.Unknown);
    }

    private Truth Name(string text, PipelineEvent found)
    {
        var source = found.Source.EndsWith("_event", StringComparison.Ordinal) ? found.Source[..^"_event".Length] : found.Source;
        if (text == source || text == (source is "push" ? "pushes" : $"{source}s"))
        {
            return Truth.True;
        }

        if (text is "branches" or "tags")
        {
            return text is "branches" ? found.IsBranch : found.IsTag;
        }

        // Names and patterns are those of branches and tags; pipelines of merge requests have neither.
        if (found.IsBranch.Or(found.IsTag) is Truth.False)
        {
            return Truth.False;
        }

        if (PatternOf(text) is { } pattern)
        {
            return pattern.MatchesEverything ? Truth.True : Truth.Unknown;
        }

        // A word of another source names no branch; and a tag has a number in its name, or it is for a branch that it is named after.
        return IsSourceWord(text) || (found.IsTag is Truth.True && !text.Any(char.IsAsciiDigit)) ? Truth.False : Truth.Unknown;
    }

    private static bool IsSourceWord(string text) => text is "api" or "chat" or "chats" or "external" or "external_pull_requests" or "merge_requests" or "pipelines"
        or "pushes" or "schedules" or "triggers" or "web";

    private static IEnumerable<string> Texts(YamlNode node) => ShortForms.Texts(node).Select(scalar => scalar.Value);
}
