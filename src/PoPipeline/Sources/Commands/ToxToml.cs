using System.Collections.Immutable;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Toml;

namespace PoPipeline.Sources.Commands;

/// <summary>Reads the settings of tox in their newer form.</summary>
/// <param name="tox">The table of tox.</param>
/// <param name="text">The file.</param>
/// <param name="found">Takes the environments.</param>
/// <remarks>Source: https://tox.wiki/en/latest/config.html#pyproject-toml-native.</remarks>
internal sealed class ToxToml(TomlNode tox, LinedText text, FoundCommands found)
{
    /// <summary>Reads them.</summary>
    public void Read()
    {
        var listed = tox.Texts("env_list");
        var own = tox["env"]?.Entries.Select(entry => entry.Key) ?? [];
        foreach (var name in listed.Concat(own).DefaultIfEmpty("py").Distinct(StringComparer.Ordinal))
        {
            var chain = new[] { tox["env"]?[name], tox["env_run_base"] }.OfType<TomlNode>().ToList();
            if (found.IsFull || (chain.Count == 0 && listed.IsEmpty))
            {
                return;
            }

            found.Add(TargetOf(name, chain, listed.IsEmpty ? name is "py" : listed.Contains(name)));
        }
    }

    private CommandTarget TargetOf(string name, List<TomlNode> chain, bool isDefault)
    {
        var variables = ImmutableArray.CreateBuilder<ToolSetting>();
        foreach (var (key, value) in Setting(chain, "set_env")?.Entries ?? [])
        {
            variables.Add(FoundCommands.Variable(key, value.Text, value.Span));
        }

        var texts = ImmutableArray.CreateBuilder<CommandText>();
        var dependencies = Setting(chain, "deps") is { } deps ? (deps.Text is null ? deps.Items : [deps]) : [];
        if (dependencies.Where(item => item.Text is not null).Select(WordOf).ToList() is [var first, ..] packages)
        {
            var words = packages.Select(word => word.Text.StartsWith('-') ? word : AnchoredTexts.Word(word));
            texts.Add(new CommandText(AnchoredTexts.Joined(" ", [AnchoredTexts.At("python -I -m pip install", first.Span.Start), .. words]).AsScript()));
        }

        var folder = Setting(chain, "change_dir")?.Text?.Replace("{tox_root}", ".", StringComparison.Ordinal);
        foreach (var key in new[] { "commands_pre", "commands", "commands_post" })
        {
            foreach (var command in Setting(chain, key)?.Items.Where(command => command.Items.Count > 0) ?? [])
            {
                var words = command.Items.Select(WordOf).ToList();
                texts.Add(new CommandText(AnchoredTexts.Command(words is [{ Text: "-" or "!" }, _, ..] ? words.Skip(1) : words).AsScript(), folder));
            }
        }

        return new CommandTarget { Name = name, Span = chain is [var own, ..] ? own.Span : tox.Span, IsDefault = isDefault, Variables = variables.DrainToImmutable(), Texts = texts.DrainToImmutable() };
    }

    private static TomlNode? Setting(List<TomlNode> chain, string key) => chain.Select(table => table[key]).FirstOrDefault(value => value is not null);

    // What is replaced by something else is not known.
    private AnchoredText WordOf(TomlNode item) => item.Text is { } word ? text.Quoted(word, item.Span.Region) : AnchoredTexts.At(AnchoredTexts.Unknown, item.Span);
}
