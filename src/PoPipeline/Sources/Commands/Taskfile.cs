using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Commands;

/// <summary>What Task runs: <c>Taskfile.yml</c>, version 3.</summary>
/// <remarks>Source: https://taskfile.dev/docs/reference/schema.</remarks>
internal sealed class Taskfile : CommandFormat
{
    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.Task;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name)
    {
        var stem = name.EndsWith(".yml", StringComparison.Ordinal) ? name[..^4] : name.EndsWith(".yaml", StringComparison.Ordinal) ? name[..^5] : [];
        stem = stem.EndsWith(".dist", StringComparison.Ordinal) ? stem[..^5] : stem;
        return stem.Equals("taskfile", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found)
    {
        if (file.Yaml.Error is { } error)
        {
            found.Refuse(error.AsClause);
            return;
        }

        if (file.Yaml.Root is not YamlMapping root)
        {
            return;
        }

        foreach (var entry in Entries(root["includes"]))
        {
            // An included file is one, or a folder that has one.
            var path = entry.Value is YamlScalar scalar ? scalar.Value : ((entry.Value as YamlMapping)?["taskfile"] as YamlScalar)?.Value;
            if (path is not null)
            {
                found.Include(text.Folder, path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal) ? path : path.TrimEnd('/') + "/Taskfile.yml");
            }
        }

        AskIn(file.Text, found);
        var vars = Global(root, found);
        var handed = Handed(root);
        var environment = Variables(root["env"], vars);
        foreach (var entry in Entries(root["tasks"]))
        {
            if (found.IsFull)
            {
                break;
            }

            var target = TargetOf(entry, vars, environment, handed);
            found.Add(target);
            foreach (var alias in Items((entry.Value as YamlMapping)?["aliases"]).OfType<YamlScalar>())
            {
                found.Add(target with { Name = alias.Value });
            }
        }
    }

    private static CommandTarget TargetOf(YamlEntry entry, Dictionary<string, string> global, ImmutableArray<ToolSetting> environment, HashSet<string> handed)
    {
        var texts = ImmutableArray.CreateBuilder<CommandText>();
        var needs = ImmutableArray.CreateBuilder<string>();
        var task = entry.Value as YamlMapping;
        var vars = new Dictionary<string, string>(global, StringComparer.Ordinal);
        foreach (var name in vars.Keys.Where(name => handed.Contains(ToldVariables.NameOf(entry.Key.Value, name))).ToList())
        {
            vars.Remove(name);
        }

        // What a task says itself goes before what anybody tells it.
        foreach (var own in Entries(task?["vars"]))
        {
            vars.Remove(own.Key.Value);
        }

        foreach (var (name, value) in Literals(task?["vars"], vars))
        {
            vars[name] = value;
        }

        foreach (var need in Items(task?["deps"]))
        {
            _ = AddNeed(need, needs, vars);
        }

        var folder = task?["dir"] is YamlScalar dir ? Filled(dir, vars).Text : null;
        var commands = task is null ? entry.Value : task["cmds"] ?? task["cmd"];
        foreach (var command in Items(commands))
        {
            switch (command)
            {
                case YamlScalar { IsNull: false } plain:
                    texts.Add(new CommandText(Filled(plain, vars).AsScript(), folder));
                    break;
                case YamlMapping mapping when mapping["cmd"] is YamlScalar plain:
                    texts.Add(new CommandText(Filled(plain, vars).AsScript(), folder));
                    break;
                case YamlMapping mapping when mapping["defer"] is YamlScalar plain:
                    texts.Add(new CommandText(Filled(plain, vars).AsScript(), folder));
                    break;
                case YamlMapping mapping when mapping["task"] is not null:
                    if (!AddNeed(mapping, needs, vars))
                    {
                        // Which task it is, only a run tells.
                        texts.Add(new CommandText(AnchoredTexts.At(AnchoredTexts.Unknown, mapping["task"]!.Span).AsScript(), folder));
                    }

                    break;
            }
        }

        return new CommandTarget
        {
            Name = entry.Key.Value,
            Span = entry.Key.Span,
            IsDefault = entry.Key.Value is "default",
            Needs = needs.DrainToImmutable(),
            Variables = [.. environment, .. Variables(task?["env"], vars)],
            Texts = texts.DrainToImmutable(),
        };
    }

    private static bool AddNeed(YamlNode need, ImmutableArray<string>.Builder needs, Dictionary<string, string> vars)
    {
        if ((need as YamlScalar ?? (need as YamlMapping)?["task"] as YamlScalar) is not { Value.Length: > 0 } written || Filled(written, vars).Text is not { Length: > 0 } name || name.Contains(AnchoredTexts.Unknown, StringComparison.Ordinal))
        {
            return false;
        }

        needs.Add(name.TrimStart(':'));
        return true;
    }

    // {{.NAME}} of a variable with a plain value is that; everything else that is filled in only a run tells.
    private static AnchoredText Filled(YamlScalar scalar, Dictionary<string, string> vars)
    {
        var text = new AnchoredText(scalar.Span, scalar.Value, scalar.Anchors);
        if (!text.Text.Contains("{{", StringComparison.Ordinal))
        {
            return text;
        }

        var parts = new List<AnchoredText>();
        var from = 0;
        const int most = 500;
        for (var open = text.Text.IndexOf("{{", StringComparison.Ordinal); open >= 0 && parts.Count < most; open = text.Text.IndexOf("{{", from, StringComparison.Ordinal))
        {
            var close = text.Text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            parts.Add(text.Slice(from, open - from));
            var name = text.Text[(open + 2)..close].Trim(' ', '-');
            var value = name is ['.', .. var key] ? vars.GetValueOrDefault(key) : null;
            parts.Add(AnchoredTexts.At(value ?? AnchoredTexts.Unknown, text.PlaceOf(open, close + 2 - open)));
            from = close + 2;
        }

        parts.Add(text.From(from));
        return AnchoredTexts.Joined("", [.. parts.Where(part => part.Text.Length > 0).DefaultIfEmpty(text.Slice(0, 0))]);
    }

    // What the command line sets goes before the variables of the file, and those before the environment.
    private static Dictionary<string, string> Global(YamlMapping root, FoundCommands found)
    {
        var vars = new Dictionary<string, string>(StringComparer.Ordinal) { ["CLI_ARGS"] = "" };
        foreach (var (name, value) in found.Told.Environment)
        {
            Put(vars, name, value);
        }

        foreach (var own in Entries(root["vars"]))
        {
            vars.Remove(own.Key.Value);
        }

        foreach (var (name, value) in Literals(root["vars"], vars))
        {
            vars[name] = value;
        }

        foreach (var (name, value) in found.Told.CommandLine)
        {
            // A file that is a part of another one keeps its own where it is not the one that is run.
            Put(vars, name, found.Told.IsPart && vars.TryGetValue(name, out var own) && own != value && name is not "CLI_ARGS" ? null : value);
        }

        return vars;
    }

    private static void Put(Dictionary<string, string> vars, string name, string? value)
    {
        if (value is null)
        {
            vars.Remove(name);
        }
        else
        {
            vars[name] = value;
        }
    }

    // The variables that a template names: {{.MODE}}, {{.MODE | default "ci"}}.
    private static void AskIn(string text, FoundCommands found)
    {
        const int most = 500;
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0 && found.Asks.Count < most; open = text.IndexOf("{{", open + 2, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(open + 2).TrimStart(" -(");
            if (rest is not ['.', ..])
            {
                continue;
            }

            var end = 1;
            while (end < rest.Length && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] is '_'))
            {
                end++;
            }

            found.Asks.Add(rest[1..end].ToString());
            found.AsksEnvironment.Add(rest[1..end].ToString());
        }
    }

    // What some tasks hand to others, so that what those are given depends on who asks.
    private static HashSet<string> Handed(YamlMapping root)
    {
        var handed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in Entries(root["tasks"]))
        {
            var mapping = task.Value as YamlMapping;
            foreach (var call in Items(mapping?["deps"]).Concat(Items(mapping is null ? task.Value : mapping["cmds"] ?? mapping["cmd"])).OfType<YamlMapping>())
            {
                if (call["task"] is YamlScalar name)
                {
                    handed.UnionWith(Entries(call["vars"]).Select(variable => ToldVariables.NameOf(name.Value.TrimStart(':'), variable.Key.Value)));
                }
            }
        }

        return handed;
    }

    // A variable may be made of those before it.
    private static Dictionary<string, string> Literals(YamlNode? node, Dictionary<string, string> before)
    {
        const int longest = 256;
        const int most = 500;
        var literals = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Entries(node).Take(most))
        {
            if (entry.Value is not YamlScalar { Value.Length: <= longest } scalar)
            {
                continue;
            }

            var known = scalar.Value.Contains("{{", StringComparison.Ordinal) ? new Dictionary<string, string>([.. before.Where(pair => !literals.ContainsKey(pair.Key)), .. literals], StringComparer.Ordinal) : before;
            if (Filled(scalar, known).Text is { Length: <= longest } value && !value.Contains(AnchoredTexts.Unknown, StringComparison.Ordinal))
            {
                literals[entry.Key.Value] = value;
            }
        }

        return literals;
    }

    private static ImmutableArray<ToolSetting> Variables(YamlNode? node, Dictionary<string, string> vars) =>
    [
        .. Entries(node).Select(entry => FoundCommands.Variable(
            entry.Key.Value,
            entry.Value is YamlScalar scalar && Filled(scalar, vars).Text is var value && !value.Contains('$', StringComparison.Ordinal) ? value : null,
            entry.Value.Span)),
    ];

    private static ImmutableArray<YamlEntry> Entries(YamlNode? node) => node is YamlMapping mapping ? mapping.Entries : [];

    private static ImmutableArray<YamlNode> Items(YamlNode? node) => node switch
    {
        YamlSequence sequence => sequence.Items,
        YamlScalar { IsNull: false } or YamlMapping => [node],
        _ => [],
    };
}
