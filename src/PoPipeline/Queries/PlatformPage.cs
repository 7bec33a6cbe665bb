using System.Text;

namespace PoPipeline.Queries;

/// <summary>The page of a rule for those who work with one platform: what it says of that stands before how to meet the rule, and what it says of others alone is left out.</summary>
internal static class PlatformPage
{
    private const string Own = "## On ";
    private const string Meeting = "## How to meet it";

    /// <summary>Sets the page up anew; one that says nothing of the platform stays as it is.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="markdown">The page.</param>
    /// <param name="platform">What pages call the platform: <c>GitLab</c>, <c>CircleCI</c>.</param>
    public static string Of(string id, string markdown, string platform)
    {
        var sections = Sections(markdown);
        var heading = Own + platform;
        var own = sections.FindIndex(section => section[0] == heading);
        var meeting = sections.FindIndex(section => section[0] is Meeting);
        if (own < 0 || meeting < 0)
        {
            return markdown;
        }

        var text = new StringBuilder();
        for (var i = 0; i < sections.Count; i++)
        {
            if (i == meeting)
            {
                Append(text, sections[own]);
            }

            // A heading under which nothing is left says nothing.
            List<string> left = sections[i][0].StartsWith(Own, StringComparison.Ordinal) ? [] : [.. WithoutSamplesOfOthers(sections[i])];
            if (left.Skip(1).Any(line => line.Length > 0))
            {
                Append(text, left);
            }
        }

        return text.Append($"What is for other platforms alone is left out here: `po explain {id} --platform github` shows all.\n").ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            _ = text.Append(line).Append('\n');
        }
    }

    private static List<List<string>> Sections(string markdown)
    {
        List<List<string>> sections = [[]];
        var isFenced = false;
        foreach (var line in markdown.TrimEnd('\n').Split('\n').Append(""))
        {
            isFenced ^= IsFence(line);
            if (!isFenced && (line.StartsWith("## ", StringComparison.Ordinal) || line.StartsWith("### ", StringComparison.Ordinal)))
            {
                sections.Add([]);
            }

            sections[^1].Add(line);
        }

        return sections;
    }

    private static IEnumerable<string> WithoutSamplesOfOthers(List<string> section)
    {
        var isFenced = false;
        var isLeftOut = false;
        foreach (var line in section)
        {
            var ends = isFenced && IsFence(line);
            var starts = !isFenced && IsFence(line);
            isLeftOut = starts ? IsSampleOfOthers(line) : isLeftOut;
            if (!isLeftOut)
            {
                yield return line;
            }

            isFenced = starts || (isFenced && !ends);
            isLeftOut &= !ends;
        }
    }

    private static bool IsFence(string line) => line.StartsWith("```", StringComparison.Ordinal);

    private static bool IsSampleOfOthers(string fence) =>
        fence.Contains(" path=.github/", StringComparison.Ordinal) || fence.EndsWith("/action.yml", StringComparison.Ordinal) || fence.EndsWith("=action.yml", StringComparison.Ordinal);
}
