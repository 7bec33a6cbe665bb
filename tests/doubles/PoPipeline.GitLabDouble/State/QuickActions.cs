using System.Collections.Frozen;

namespace PoPipeline.Doubles.GitLab.State;

/// <summary>
/// Lines of a text that GitLab carries out instead of keeping them: https://docs.gitlab.com/user/project/quick_actions/. A program that
/// writes the text of others into an issue is made to act by them.
/// </summary>
internal static class QuickActions
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "add_child", "approve", "assign", "award", "blocked_by", "blocks", "board_move", "clear_weight", "clone", "close", "confidential", "copy_metadata",
        "create_merge_request", "done", "draft", "due", "duplicate", "epic", "estimate", "label", "labels", "link", "lock", "mark", "merge", "milestone", "move",
        "promote_to", "promote_to_incident", "ready", "reassign", "relabel", "relate", "remove_due_date", "remove_estimate", "remove_milestone", "reopen",
        "set_parent", "severity", "shrug", "spend", "submit_review", "subscribe", "tableflip", "title", "todo", "type", "unassign", "unlabel", "unlock", "unsubscribe",
        "weight", "zoom",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The lines of a text that are quick actions, and the text without them. Code blocks are left alone.</summary>
    public static (string Text, IReadOnlyList<string> Actions) Split(string text)
    {
        var kept = new List<string>();
        var actions = new List<string>();
        var fenced = false;
        foreach (var line in text.Split('\n'))
        {
            fenced ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            (!fenced && IsAction(line) ? actions : kept).Add(line.TrimEnd('\r'));
        }

        return (actions.Count == 0 ? text : string.Join('\n', kept).Trim(), actions);
    }

    /// <summary>Carries out those that change state and labels; the others are only taken out of the text.</summary>
    public static void Apply(World world, Issue issue, User actor, IEnumerable<string> actions)
    {
        foreach (var words in actions.Select(action => action.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))
        {
            var names = words.Skip(1).Select(word => word.TrimStart('~').Trim('"'));
            switch (words[0])
            {
                case "/close":
                    Tracker.SetOpen(world, issue, actor, open: false);
                    break;
                case "/reopen":
                    Tracker.SetOpen(world, issue, actor, open: true);
                    break;
                case "/label" or "/labels":
                    Tracker.Relabel(world, issue, actor, names, []);
                    break;
                case "/unlabel":
                    Tracker.Relabel(world, issue, actor, [], names);
                    break;
                default:
                    break;
            }
        }
    }

    private static bool IsAction(string line) =>
        line.StartsWith('/') && Names.Contains(line.AsSpan(1).Trim().ToString().Split([' ', '\t'], 2)[0]);
}
