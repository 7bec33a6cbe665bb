using System.Collections.Frozen;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Sources.Commands;

/// <summary>Scripts of shells: by their endings, and without one in folders where scripts lie.</summary>
internal sealed class ScriptFiles : CommandFormat
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Folders =
        FrozenSet.Create(StringComparer.Ordinal, "ci", ".ci", "bin", "script", "scripts", "build", "hack", "tools").GetAlternateLookup<ReadOnlySpan<char>>();

    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.Script;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => LanguageOf(name) is not null || IsBare(path, name);

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found)
    {
        var name = file.Path.AsSpan(file.Path.LastIndexOf('/') + 1);

        // What has no ending is a script where it says so, and an ending may be wrong.
        if (LinedText.ShellOf(text.Text, LanguageOf(name) ?? ShellKind.Unknown) is not { } shell || shell is ShellKind.Unknown)
        {
            return;
        }

        var script = text.Stretch(0, text.Text.Length).AsScript(shell, shell is ShellKind.Posix ? ShellStart.OfFirstLine(text.Text) ?? ScriptStart.None : ScriptStart.None);
        found.Add(new CommandTarget { Name = "", Span = Place.StartOf(file.Path), IsDefault = true, Texts = [new CommandText(script)] });
    }

    /// <summary>Whether a file has the ending of a script.</summary>
    /// <param name="name">The last part of its path.</param>
    public static bool HasEnding(ReadOnlySpan<char> name) => LanguageOf(name) is not null;

    private static ShellKind? LanguageOf(ReadOnlySpan<char> name) =>
        name.EndsWith(".sh", StringComparison.Ordinal) || name.EndsWith(".bash", StringComparison.Ordinal) ? ShellKind.Posix
        : name.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) ? ShellKind.PowerShell
        : name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".bat", StringComparison.OrdinalIgnoreCase) ? ShellKind.Cmd
        : null;

    private static bool IsBare(ReadOnlySpan<char> path, ReadOnlySpan<char> name)
    {
        if (name.Contains('.') || name.Length == path.Length || name is "Makefile" or "GNUmakefile" or "makefile" or "justfile" or "Dockerfile" or "Containerfile")
        {
            return false;
        }

        var folder = path[..^(name.Length + 1)];
        return Folders.Contains(folder[(folder.LastIndexOf('/') + 1)..]);
    }
}
