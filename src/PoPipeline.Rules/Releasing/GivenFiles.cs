using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>Whether a command that may make a release without files is given some: a list of the shell may hold options alone, or nothing.</summary>
/// <param name="Has">Whether it is.</param>
/// <param name="Doubt">The word of which only the run knows what it becomes, where that decides; null where it is known.</param>
internal sealed record GivenFiles(bool Has, string? Doubt)
{
    // Who names more of them wrote for no people.
    private const int MostWords = 64;

    private static readonly GivenFiles Some = new(Has: true, Doubt: null);

    /// <summary>That of a command.</summary>
    /// <param name="command">The command, as the shell hands it on.</param>
    /// <param name="verb">By which words it releases.</param>
    /// <param name="scripts">The texts around it, which may be one program.</param>
    public static GivenFiles Of(Command command, ReleaseVerb verb, ImmutableArray<Script> scripts)
    {
        var files = verb.FilesOf(ReleaseCall.Read(command));
        var doubt = files.Length > MostWords ? files[MostWords].Text : null;
        foreach (var word in files.Take(MostWords))
        {
            if (OpenWords.NameOf(word) is not { } name || IsFilled(name, scripts))
            {
                return Some;
            }

            doubt ??= word.Text;
        }

        return new GivenFiles(doubt is not null, doubt);
    }

    // By 'read', 'mapfile' or a loop, or as a list whose elements do not begin as options do.
    private static bool IsFilled(string name, ImmutableArray<Script> scripts) =>
        scripts.Any(script => script.Commands.Any(command => command.Words.Any(word => word.Text == name) || command.Assignments.Any(word => IsListOfFiles(word.Text, name))));

    private static bool IsListOfFiles(string text, string name)
    {
        const string list = "=(";
        var rest = text.StartsWith(name, StringComparison.Ordinal) ? text.AsSpan(name.Length).TrimStart('+') : [];
        return rest.StartsWith(list, StringComparison.Ordinal) && rest[list.Length..].TrimStart() is not [] and not ['-' or ')', ..];
    }
}
