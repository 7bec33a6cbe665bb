using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Follows in which folder of the repository the commands of a script stand.</summary>
internal sealed class StandingFolder
{
    private string? previous;
    private string? outside;
    private bool isInSubshell;

    /// <summary>Starts at the beginning of a script.</summary>
    /// <param name="folder">The folder that the script starts in, as written; null for the repository's root.</param>
    public StandingFolder(string? folder)
    {
        Now = previous = outside = folder is null ? "" : Below("", folder);
    }

    /// <summary>The folder, relative to the repository's root; empty for the root itself, null where it is not known.</summary>
    public string? Now { get; private set; }

    /// <summary>Takes the next command.</summary>
    /// <param name="command">The command.</param>
    public void Take(Command command)
    {
        // What a shell of its own does is gone behind it.
        if (command.InSubshell != isInSubshell)
        {
            Now = isInSubshell ? outside : Now;
            outside = Now;
            isInSubshell = command.InSubshell;
        }

        // Each text that is handed to a shell starts anew, and nobody goes anywhere in a substitution.
        if (command.Inside is not null || command.Name is not ("cd" or "pushd" or "popd" or "set-location" or "push-location" or "pop-location"))
        {
            return;
        }

        var to = command.Words.Skip(1).FirstOrDefault(word => word.Text is "-" || !word.Text.StartsWith('-'));
        var next = command.Name is "popd" or "pop-location" || to?.Text is "-" ? previous
            : to is null ? null
            : Below(Now, to.Text);
        (previous, Now) = (Now, next);
    }

    /// <summary>A folder, or a file, seen from another one; null where that is not known to be in the repository.</summary>
    /// <param name="folder">The other one; null where it is not known.</param>
    /// <param name="path">The path, as written.</param>
    public static string? Below(string? folder, string path)
    {
        var written = path.Trim().Replace('\\', '/');
        var text = WorkspacePrograms.WithoutWorkspace(written);

        // What starts with the workspace's own name is seen from there.
        var from = text == written ? folder : "";
        if (from is null || WorkspacePrograms.IsOutside(text) || text.AsSpan().IndexOfAny('$', '`', '%') >= 0)
        {
            return null;
        }

        var joined = WorkspaceRuns.Joined(from, text);
        return joined.StartsWith("..", StringComparison.Ordinal) ? null : joined;
    }
}
