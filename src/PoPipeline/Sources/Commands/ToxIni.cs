using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Commands;

/// <summary>Reads the settings of tox in their older form.</summary>
/// <param name="file">The sections.</param>
/// <param name="core">The name of the section of tox itself.</param>
/// <param name="found">Takes the environments.</param>
internal sealed class ToxIni(IniFile file, string core, FoundCommands found)
{
    private const string Base = "testenv";
    private const int MostLines = 2_000;
    private const int MostDepth = 4;
    private const int MostEnvironments = 500;

    private readonly IReadOnlyList<IniSection> inOrder = file.Sections;
    private readonly Dictionary<string, IniSection> sections = file.Sections.GroupBy(section => section.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    public void Read()
    {
        var tox = sections.GetValueOrDefault(core);
        if (tox is null && !sections.Keys.Any(name => name is Base || name.StartsWith(Base + ":", StringComparison.Ordinal)))
        {
            return;
        }

        var listed = ToxNames.In((tox?["envlist"] ?? tox?["env_list"] ?? []).Select(line => line.Text));
        var own = new Dictionary<string, IniSection>(StringComparer.Ordinal);
        foreach (var section in inOrder.Where(section => section.Name.StartsWith(Base + ":", StringComparison.Ordinal)).Take(MostEnvironments))
        {
            foreach (var name in ToxNames.In([section.Name[(Base.Length + 1)..]]))
            {
                own[name] = section;
            }
        }

        var all = listed.Concat(own.Keys).DefaultIfEmpty("py").Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in all.Take(MostEnvironments))
        {
            found.Add(TargetOf(name, own.GetValueOrDefault(name), listed.Count == 0 ? name is "py" : listed.Contains(name), tox?.Span));
        }

        if (all.Count > MostEnvironments)
        {
            found.Refuse($"it has more than {MostEnvironments} environments, and what follows them was not read");
        }
    }

    private CommandTarget TargetOf(string name, IniSection? section, bool isDefault, Place? tox)
    {
        var above = sections.GetValueOrDefault(Base);
        var chain = new[] { section, above }.OfType<IniSection>().ToList();
        var variables = ImmutableArray.CreateBuilder<ToolSetting>();
        foreach (var line in Lines(chain, name, "set_env", "setenv"))
        {
            if (line.Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                variables.Add(FoundCommands.Variable(line.Text[..equals].Trim(), Known(line.Text[(equals + 1)..].Trim()), line.Span));
            }
        }

        var texts = ImmutableArray.CreateBuilder<CommandText>();
        if (Lines(chain, name, "deps") is [_, ..] dependencies)
        {
            texts.Add(new CommandText(Install(chain, name, dependencies).AsScript()));
        }

        var folder = Lines(chain, name, "change_dir", "changedir") is [var changed, ..] ? Substituted(changed).Text : null;
        folder = folder is "." or "" ? null : folder;
        foreach (var key in (ReadOnlySpan<string>)["commands_pre", "commands", "commands_post"])
        {
            foreach (var line in Continued(Lines(chain, name, key)))
            {
                if (Substituted(Unmarked(line)).Trimmed() is { Text.Length: > 0 } command)
                {
                    texts.Add(new CommandText(command.AsScript(), folder));
                }
            }
        }

        var span = section?.Span ?? above?.Span ?? tox ?? inOrder[0].Span;
        return new CommandTarget { Name = name, Span = span, IsDefault = isDefault, Variables = variables.DrainToImmutable(), Texts = texts.DrainToImmutable() };
    }

    // What tox runs for it.
    private AnchoredText Install(List<IniSection> chain, string name, List<AnchoredText> dependencies)
    {
        var packages = dependencies.Select(line => Substituted(line)).Select(line => line.Text.StartsWith('-') ? line : AnchoredTexts.Word(line)).ToList();
        var written = Lines(chain, name, "install_command") is [_, ..] lines ? Substituted(AnchoredTexts.Joined(" ", lines)).Text : "python -I -m pip install {opts} {packages}";
        var at = written.IndexOf("{packages}", StringComparison.Ordinal);
        var before = (at < 0 ? written : written[..at]).Replace("{opts}", "", StringComparison.Ordinal).Trim();
        return AnchoredTexts.Joined(" ", [AnchoredTexts.At(before.Replace("  ", " ", StringComparison.Ordinal), packages[0].Span.Start), .. packages]);
    }

    // The lines of the first section that has the key under any of its names, with those of other sections that it names.
    private List<AnchoredText> Lines(List<IniSection> chain, string environment, params ReadOnlySpan<string> keys)
    {
        foreach (var section in chain)
        {
            foreach (var key in keys)
            {
                if (section[key] is { } lines)
                {
                    var all = new List<AnchoredText>();
                    Add(lines, environment, all, depth: 0);
                    return all;
                }
            }
        }

        return [];
    }

    private void Add(IReadOnlyList<AnchoredText> lines, string environment, List<AnchoredText> all, int depth)
    {
        foreach (var line in lines)
        {
            if (all.Count >= MostLines)
            {
                found.Refuse($"its settings have more than {MostLines} lines, and what follows them was not read");
                return;
            }

            if (ToxNames.For(line, environment) is not { Text.Length: > 0 } asked)
            {
                continue;
            }

            if (depth < MostDepth && asked.Text.StartsWith("{[", StringComparison.Ordinal) && asked.Text.EndsWith('}') && asked.Text.IndexOf(']', StringComparison.Ordinal) is > 0 and var close
                && sections.GetValueOrDefault(asked.Text[2..close])?[asked.Text[(close + 1)..^1]] is { } others)
            {
                Add(others, environment, all, depth + 1);
            }
            else
            {
                all.Add(asked);
            }
        }
    }

    private static List<AnchoredText> Continued(List<AnchoredText> lines)
    {
        var commands = new List<AnchoredText>();
        var open = new List<AnchoredText>();
        foreach (var line in lines)
        {
            var isOpen = line.Text.EndsWith('\\');
            open.Add(isOpen ? line.Slice(0, line.Text.Length - 1).Trimmed() : line);
            if (!isOpen)
            {
                commands.Add(AnchoredTexts.Joined(" ", open));
                open.Clear();
            }
        }

        if (open.Count > 0)
        {
            commands.Add(AnchoredTexts.Joined(" ", open));
        }

        return commands;
    }

    // '- command' may fail, and '! command' has to.
    private static AnchoredText Unmarked(AnchoredText line) => line.Text is ['-' or '!', ' ', ..] ? line.From(2) : line;

    private static string? Known(string value) => value.Contains('{', StringComparison.Ordinal) ? null : value;

    // {posargs:tests} is what stands in it, {envpython} Python, {toxinidir} the folder of the file; all else only a run tells.
    private static AnchoredText Substituted(AnchoredText line)
    {
        if (!line.Text.Contains('{', StringComparison.Ordinal))
        {
            return line;
        }

        var parts = new List<AnchoredText>();
        var from = 0;
        for (var open = line.Text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = line.Text.IndexOf('{', from))
        {
            var close = line.Text.IndexOf('}', open);
            if (close < 0 || parts.Count > MostLines)
            {
                break;
            }

            parts.Add(line.Slice(from, open - from));
            var name = line.Text[(open + 1)..close];
            parts.Add(AnchoredTexts.At(Meaning(name), line.PlaceOf(open, close + 1 - open)));
            from = close + 1;
        }

        parts.Add(line.From(from));
        return AnchoredTexts.Joined("", [.. parts.Where(part => part.Text.Length > 0).DefaultIfEmpty(line.Slice(0, 0))]);
    }

    private static string Meaning(string name) => name switch
    {
        "opts" or "packages" => $"{{{name}}}",
        "posargs" => "",
        _ when name.StartsWith("posargs:", StringComparison.Ordinal) => name["posargs:".Length..],
        "envpython" or "env_python" => "python",
        "toxinidir" or "tox_root" => ".",
        "/" => "/",
        _ => AnchoredTexts.Unknown,
    };
}
