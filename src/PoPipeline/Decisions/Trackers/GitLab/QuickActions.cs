using System.Text;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>
/// Keeps GitLab from carrying out lines of a text: one that starts with <c>/close</c> closes the issue, with the rights of whoever posts it,
/// whoever wrote it. https://docs.gitlab.com/user/project/quick_actions/
/// </summary>
internal static class QuickActions
{
    private const string Fence = "```";
    private const string Ours = "/po";

    /// <summary>The text with no line that GitLab takes for an action; what readers see of it stays the same but for blanks and code.</summary>
    /// <param name="markdown">The text.</param>
    public static string Neutralise(string markdown)
    {
        // GitLab takes carriage returns out before it looks for actions, so that none may stand between the start of a line and its slash.
        var lines = markdown.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var text = new StringBuilder(markdown.Length + 16);
        var isCode = false;
        foreach (var (index, line) in lines.Index())
        {
            _ = text.Append(index > 0 ? "\n" : "").Append(Line(line, isCode));
            isCode ^= line.StartsWith(Fence, StringComparison.Ordinal) && (isCode ? line.AsSpan().Trim() is Fence : !line.AsSpan(Fence.Length).Contains('`'));
        }

        return text.ToString();
    }

    private static string Line(string line, bool isCode)
    {
        var start = line.AsSpan().TrimStart();
        if (start is not ['/', ..])
        {
            return line;
        }

        // GitLab has no action of our name; in prose, code keeps the command together for whoever copies it.
        var isOurs = start.StartsWith(Ours, StringComparison.Ordinal) && (start.Length == Ours.Length || start[Ours.Length] is ' ');
        return (isOurs, isCode) switch
        {
            (true, true) => line,
            (true, false) when !start.Contains('`') => $"`{start.TrimEnd()}`",

            // What a fence is depends on all that stands before it, and GitLab's versions differ in it.
            (_, true) => $" {line}",
            _ => $"{line[..^start.Length]}\\{start}",
        };
    }
}
