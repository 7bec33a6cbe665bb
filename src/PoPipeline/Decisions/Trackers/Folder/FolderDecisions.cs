using PoPipeline.Decisions.Commands;
using PoPipeline.Forges;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>Writes decisions into a folder, for somebody to commit: until then they are nobody's, and count for nothing.</summary>
public static class FolderDecisions
{
    /// <summary>Writes the file of a decision.</summary>
    /// <param name="root">The root of the judged repository, absolute.</param>
    /// <param name="policy">Where the records lie.</param>
    /// <param name="issue">The name of the folder of the request.</param>
    /// <param name="command">The decision.</param>
    /// <returns>The file to commit, relative to the root, with forward slashes.</returns>
    /// <exception cref="ForgeException">The command is none that could be read back, or the system refuses.</exception>
    public static string Write(string root, RecordsPolicy policy, string issue, Command command)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(issue);
        ArgumentNullException.ThrowIfNull(command);
        var decision = command with { Reason = command.Reason.Trim() };
        if (CommandReader.Read(decision.ToString(), out var fault) != decision)
        {
            throw new ForgeException($"{fault ?? "A decision is one line, and so is its reason"}.");
        }

        if (!FolderLayout.IsFolder(issue))
        {
            throw new ForgeException($"'{issue}' is no folder of a request.");
        }

        return new FolderFiles(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)), FolderLayout.Records(policy))
            .Add(issue, decision.Verb.ToString().ToLowerInvariant(), decision + "\n");
    }
}
