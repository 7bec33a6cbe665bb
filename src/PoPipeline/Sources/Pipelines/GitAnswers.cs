using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Sources.Pipelines;

/// <summary>Whose text it is that git tells of the code that lies there: messages of commits, names of branches and of files.</summary>
internal static class GitAnswers
{
    /// <summary>Who controls what a command of git answers; null where that is not known, or it is another program.</summary>
    /// <param name="command">The command.</param>
    /// <param name="committer">Who writes the commits that runs are for.</param>
    public static Provenance? Of(Command command, Origin committer) =>
        command.Name is not "git" || CommandAnswers.Of(command.Name, [.. command.Words.Skip(1).Select(word => word.Text)]) is not { } kind ? null
        : kind is TextKind.Fixed ? Provenance.Constant

        // Whoever may push names branches and tags.
        : new Provenance(kind is TextKind.Branch ? Origin.Contributor : committer, kind.Freedom()) { Sources = [kind.Word()], IsOneWord = kind is TextKind.Branch };
}
