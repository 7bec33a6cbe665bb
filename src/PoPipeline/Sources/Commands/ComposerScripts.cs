using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Commands;

/// <summary>The scripts of <c>composer.json</c>. A text with <c>@</c> before it means another script, PHP, Composer or a variable.</summary>
/// <remarks>Source: https://getcomposer.org/doc/articles/scripts.md.</remarks>
internal sealed class ComposerScripts : CommandFormat
{
    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.ComposerScripts;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "composer.json";

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found)
    {
        using var cursor = new JsonCursor(Encoding.UTF8.GetBytes(file.Text));
        if (!cursor.EnterTable())
        {
            return;
        }

        while (cursor.NextName())
        {
            if (cursor.Name is not "scripts" || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var (name, span) = (cursor.Name, new Place(file.Path, cursor.At));
                found.Add(TargetOf(name, span, Commands(cursor, text)));
            }
        }
    }

    private static List<AnchoredText> Commands(JsonCursor cursor, LinedText text)
    {
        var commands = new List<AnchoredText>();
        if (cursor.IsScalar())
        {
            Take();
            return commands;
        }

        if (cursor.EnterList())
        {
            while (cursor.NextItem())
            {
                Take();
            }
        }

        return commands;

        void Take()
        {
            if (cursor.Take() is { } command)
            {
                commands.Add(text.Quoted(command, cursor.At));
            }
        }
    }

    private static CommandTarget TargetOf(string name, Place span, List<AnchoredText> commands)
    {
        var texts = ImmutableArray.CreateBuilder<CommandText>();
        var needs = ImmutableArray.CreateBuilder<string>();
        var variables = ImmutableArray.CreateBuilder<ToolSetting>();
        foreach (var command in commands)
        {
            if (command.Text.StartsWith("@putenv ", StringComparison.Ordinal) && command.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                variables.Add(FoundCommands.Variable(command.Text["@putenv ".Length..equals].Trim(), command.Text[(equals + 1)..], command.Span));
            }
            else if (command.Text.StartsWith("@php ", StringComparison.Ordinal) || command.Text.StartsWith("@composer ", StringComparison.Ordinal))
            {
                texts.Add(new CommandText(command.From(1).AsScript()));
            }
            else if (command.Text.StartsWith('@'))
            {
                needs.Add(command.Text[1..].Split(' ')[0]);
            }
            else if (!command.Text.Contains("::", StringComparison.Ordinal) || command.Text.Contains(' ', StringComparison.Ordinal))
            {
                // What has '::' and no blank is a function of PHP.
                texts.Add(new CommandText(command.AsScript()));
            }
        }

        return new CommandTarget { Name = name, Span = span, Needs = needs.DrainToImmutable(), Variables = variables.DrainToImmutable(), Texts = texts.DrainToImmutable() };
    }
}
