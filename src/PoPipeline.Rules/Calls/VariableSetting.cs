using System.Collections.Immutable;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>What a command of a script does to variables of it.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Words">The assignments; the elements that the script is handed anew; or the names.</param>
internal sealed record VariableSetting(VariableSettingKind Kind, ImmutableArray<Word> Words)
{
    /// <summary>What a script is handed, as a variable.</summary>
    public const string Handed = "@";

    /// <summary>What a command does to variables; null where that is nothing.</summary>
    /// <param name="command">The command.</param>
    public static VariableSetting? Of(Command command) => KindOf(command) switch
    {
        VariableSettingKind.None => null,
        VariableSettingKind.Assigned => new(VariableSettingKind.Assigned, command.Assignments),
        VariableSettingKind.Handed => new(VariableSettingKind.Handed, [.. command.Words.SkipWhile(word => word.Text is not "--").Skip(1)]),

        // Behind the name of a loop, and those of getopts, stands what they are filled with.
        VariableSettingKind.Filled when command.Name is "for" or "select" => new(VariableSettingKind.Filled, [.. command.Words.Skip(1).Take(1)]),
        VariableSettingKind.Filled when command.Name is "getopts" => new(VariableSettingKind.Filled, [.. command.Words.Skip(1).Take(2)]),
        var kind => new(kind, command.Words.IsEmpty ? [] : command.Words[1..]),
    };

    /// <summary>What kind of thing a command does to variables.</summary>
    /// <param name="command">The command.</param>
    public static VariableSettingKind KindOf(Command command) => command.Name switch
    {
        "" when command.Words.IsEmpty && !command.Assignments.IsEmpty => VariableSettingKind.Assigned,
        "declare" or "local" or "typeset" when !command.Words.Any(word => word.Text is "-g") => VariableSettingKind.Local,
        "declare" or "local" or "typeset" or "readonly" or "export" => VariableSettingKind.Declared,
        "set" when command.Words.Any(word => word.Text is "--") => VariableSettingKind.Handed,
        "unset" => VariableSettingKind.Emptied,
        "for" or "select" or "getopts" or "read" or "mapfile" or "readarray" or "printf" => VariableSettingKind.Filled,
        _ => VariableSettingKind.None,
    };

    /// <summary>The variables.</summary>
    public IEnumerable<string> Names => Kind switch
    {
        VariableSettingKind.Handed => [Handed],
        VariableSettingKind.Emptied or VariableSettingKind.Filled => Words.Select(word => word.Text),
        _ => Words.Select(NameOf),
    };

    private static string NameOf(Word assignment)
    {
        var length = assignment.Text.AsSpan().IndexOfAny("+=[");
        return length < 0 ? assignment.Text : assignment.Text[..length];
    }
}

/// <summary>What a command may do to variables.</summary>
internal enum VariableSettingKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It assigns them: <c>NAME=value</c>.</summary>
    Assigned,

    /// <summary>It declares them, mostly with a value: <c>export NAME=value</c>.</summary>
    Declared,

    /// <summary>It declares them for the function that it stands in: <c>local NAME=value</c>.</summary>
    Local,

    /// <summary>It hands the script its arguments anew: <c>set -- "$@" --more</c>.</summary>
    Handed,

    /// <summary>It takes away what they hold: <c>unset NAME</c>.</summary>
    Emptied,

    /// <summary>It fills them with what only the run knows: <c>read NAME</c>.</summary>
    Filled,
}
