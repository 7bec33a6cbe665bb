using PoPipeline.Rules.Model.Commands;
using PoPipeline.Sources.Toml;

namespace PoPipeline.Sources.Commands;

/// <summary>What tox runs: <c>tox.ini</c>, <c>setup.cfg</c>, <c>tox.toml</c>, and <c>pyproject.toml</c> in either form.</summary>
/// <remarks>Source: https://tox.wiki/en/latest/config.html.</remarks>
internal sealed class ToxSettings : CommandFormat
{
    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.Tox;

    /// <inheritdoc/>
    public override bool IsToldByText => true;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "tox.ini" or "setup.cfg" or "tox.toml" or "pyproject.toml";

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found)
    {
        if (file.Path.EndsWith(".ini", StringComparison.Ordinal))
        {
            new ToxIni(IniFile.Of(text), "tox", found).Read();
        }
        else if (file.Path.EndsWith(".cfg", StringComparison.Ordinal))
        {
            new ToxIni(IniFile.Of(text), "tox:tox", found).Read();
        }
        else if (file.Text.Contains("tox", StringComparison.Ordinal) || file.Path.EndsWith("tox.toml", StringComparison.Ordinal))
        {
            var root = TomlReader.Read(file, out _);
            var tox = file.Path.EndsWith("pyproject.toml", StringComparison.Ordinal) ? root["tool"]?["tox"] : root;
            if (tox?["legacy_tox_ini"] is { Text: { } legacy } node)
            {
                new ToxIni(IniFile.Of(text.Quoted(legacy, node.Span.Region)), "tox", found).Read();
            }
            else if (tox is not null)
            {
                new ToxToml(tox, text, found).Read();
            }
        }
    }
}
