using System.Collections.Immutable;
using PoPipeline.Rules.Installs;
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
    /// <param name="command">The command.</param>
    /// <param name="verb">By which words it releases.</param>
    /// <param name="scripts">The texts around it, which may be one program.</param>
    /// <param name="around">What stands around it.</param>
    public static GivenFiles Of(Command command, ReleaseVerb verb, ImmutableArray<Script> scripts, Lazy<InstallSurroundings> around)
    {
        var call = ReleaseCall.Read(command);
        var files = verb.FilesOf(call);
        var doubt = files.Length > MostWords ? files[MostWords].Text : null;
        for (var index = 0; index < Math.Min(files.Length, MostWords); index++)
        {
            var word = files[index];
            if (NameOf(word) is not { } name)
            {
                return Some;
            }

            var values = ValuesOf(name, scripts);
            if (values.Count == 0 && around.Value.Variables.GetValueOrDefault(name) is { } handed)
            {
                values.Add(handed.Value);
            }

            if (values.Exists(value => value is not null && HasFile(command, verb, value)) || (values.Count == 0 && IsFilled(name, scripts)))
            {
                return Some;
            }

            doubt ??= values.Count == 0 || values.Contains(null) ? word.Text : null;
        }

        return new GivenFiles(doubt is not null, doubt);
    }

    // A word that may become none, or several: "${args[@]}", $args without quotes.
    private static string? NameOf(Word word)
    {
        if (word.Expansions is not [{ Offset: 0 } only] || only.Length != word.Text.Length)
        {
            return null;
        }

        var text = word.Text is ['$', '{', .., '}'] ? word.Text[2..^1] : word.Text.TrimStart('$');
        var list = text.EndsWith("[@]", StringComparison.Ordinal) || (text.EndsWith("[*]", StringComparison.Ordinal) && !only.Quoted);
        var name = list ? text[..^3] : text;
        return (list || !only.Quoted) && name.Length > 0 && ShellNames.AssignmentLength($"{name}=") == name.Length + 1 ? name : null;
    }

    // What the step makes it, or adds to it.
    private static List<string?> ValuesOf(string name, ImmutableArray<Script> scripts)
    {
        var values = new List<string?>();
        foreach (var command in scripts.SelectMany(script => script.Commands))
        {
            foreach (var word in command.Name is "declare" or "local" or "typeset" or "readonly" or "export" ? command.Words.Skip(1) : command.Words.IsEmpty ? command.Assignments : [])
            {
                var length = ShellNames.AssignmentLength(word.Text);
                if (length > 0 && word.Text.AsSpan(0, length).TrimEnd('=').TrimEnd('+').SequenceEqual(name))
                {
                    values.Add(word.Text[length..]);
                }
            }
        }

        return values;
    }

    // By 'read', 'mapfile' or a loop.
    private static bool IsFilled(string name, ImmutableArray<Script> scripts) => scripts.Any(script => script.Commands.Any(command => command.Words.Any(word => word.Text == name)));

    // Read as the command reads it where it stands.
    private static bool HasFile(Command command, ReleaseVerb verb, string value)
    {
        var list = value is ['(', .., ')'] ? value[1..^1] : value;
        var words = ShellReader.Read(ShellKind.Posix, $"{command.Name} {list.ReplaceLineEndings(" ")}", []) is [var read, ..] ? read.Words : [];
        return words.Length > 1 && !verb.FilesOf(ReleaseCall.Read(command with { Words = [command.Words[0], .. verb.Name.Split(' ').Append("tag").Select(text => new Word(text, Literal: true, command.Offset, 1)), .. words[1..]] })).IsEmpty;
    }
}
