using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Escaping;

namespace PoPipeline.Decisions.Trackers;

/// <summary>How what was written in a clone comes to the branch on which decisions count.</summary>
/// <param name="Branch">The branch: <c>main</c>.</param>
/// <param name="Remote">The remote whose branch it is; null where it is one of the clone itself.</param>
/// <param name="Here">The branch that is checked out; null where none is.</param>
/// <param name="Folder">The folder of the records and the ledger, relative to the root.</param>
/// <param name="IsSigned">Whether only signed commits count.</param>
public sealed record WayToBranch(string Branch, string? Remote, string? Here, string Folder, bool IsSigned)
{
    /// <summary>The branch as git shows it: <c>origin/main</c>.</summary>
    public string Shown => Remote is null ? Branch : $"{Remote}/{Branch}";

    private bool IsHere => Here == Branch;

    /// <summary>What is left to do once it is committed, as a clause; null where a commit is all.</summary>
    public string? Onwards => (Remote, IsHere, Here) switch
    {
        (null, true, _) => null,
        (null, false, { } here) => $"merge '{here}' into '{Branch}'",
        (null, false, null) => $"merge it into '{Branch}'",
        ({ } remote, true, _) => $"`git push {ShellWord.Of(remote)} {ShellWord.Of(Branch)}`",
        ({ } remote, false, { } here) => $"`git push {ShellWord.Of(remote)} {ShellWord.Of(here)}`, merge it into '{Branch}' there, and `git fetch {ShellWord.Of(remote)}`",
        ({ } remote, false, null) => $"`git push {ShellWord.Of(remote)} {ShellWord.Of($"HEAD:refs/heads/{Branch}")}`",
    };

    /// <summary>The commands that bring a decision there, as they are typed in the folder that the run was started in.</summary>
    /// <param name="root">The root of the repository, as it was named.</param>
    /// <param name="command">The decision.</param>
    public ImmutableArray<string> Commands(string root, Command command)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(command);
        var git = Path.GetFullPath(root) == Path.GetFullPath(".") ? "git" : $"git -C {ShellWord.Of(root)}";
        var message = $"{command.Verb} {command.Target}{(command.Until is { } until ? $" until {until:yyyy-MM-dd}" : "")}";
        return
        [
            $"{git} add {ShellWord.Of(Folder)}",
            $"{git} commit {(IsSigned ? "-S " : "")}-m '{message}'",
            .. (Remote, Here) switch
            {
                (null, _) => (string[])[],
                ({ } remote, { } here) => [$"{git} push {ShellWord.Of(remote)} {ShellWord.Of(here)}"],
                ({ } remote, null) => [$"{git} push {ShellWord.Of(remote)} {ShellWord.Of($"HEAD:refs/heads/{Branch}")}"],
            },
        ];
    }

    /// <summary>What the commands alone do not do, as a sentence; null where they are enough.</summary>
    public string? Afterwards => (Remote, IsHere, Here) switch
    {
        (null, true, _) => null,
        (null, false, _) => $"Then merge it into '{Branch}'.",
        ({ } remote, false, { } here) => $"Then merge '{here}' into '{Branch}' on the remote, and run `git fetch {ShellWord.Of(remote)}`.",
        _ => $"Where '{Branch}' takes changes by review alone, commit on another branch (`git switch -c decision` first), push that, and merge it.",
    };
}
