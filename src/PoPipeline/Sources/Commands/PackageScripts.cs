using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Commands;

/// <summary>The scripts of <c>package.json</c>. What is called <c>pre…</c> and <c>post…</c> runs around the script that it is called after, in one go with it.</summary>
/// <remarks>Source: https://docs.npmjs.com/cli/v11/using-npm/scripts.</remarks>
internal sealed class PackageScripts : CommandFormat
{
    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.PackageScripts;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "package.json";

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found)
    {
        var scripts = new Dictionary<string, (Place Span, CommandText Text)>(StringComparer.Ordinal);
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
                if (cursor.Take() is { } command)
                {
                    scripts[name] = (span, new CommandText(text.Quoted(command, cursor.At).AsScript()));
                }
            }
        }

        foreach (var (name, script) in scripts)
        {
            CommandText?[] texts = PackageHooks.OfInstall.Contains(name)
                ? [script.Text]
                : [Of(scripts, "pre" + name), script.Text, Of(scripts, "post" + name)];
            found.Add(new CommandTarget { Name = name, Span = script.Span, Texts = [.. texts.OfType<CommandText>()] });
        }
    }

    private static CommandText? Of(Dictionary<string, (Place Span, CommandText Text)> scripts, string name) => scripts.TryGetValue(name, out var script) ? script.Text : null;
}
