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

        var vars = Literals(root["vars"]);
        var environment = Variables(root["env"], vars);
        foreach (var entry in Entries(root["tasks"]))
        {
            if (found.IsFull)
            {
                break;
            }

            found.Add(TargetOf(entry, vars, environment));
        }
    }

    private static CommandTarget TargetOf(YamlEntry entry, Dictionary<string, string> global, ImmutableArray<ToolSetting> environment)
    {
        var texts = ImmutableArray.CreateBuilder<CommandText>();
        var needs = ImmutableArray.CreateBuilder<string>();
        var task = entry.Value as YamlMapping;
        var vars = new Dictionary<string, string>(global, StringComparer.Ordinal);
        foreach (var (name, value) in Literals(task?["vars"]))
        {
            vars[name] = value;
        }

        foreach (var need in Items(task?["deps"]))
        {
            AddNeed(need, needs);
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
                    AddNeed(mapping, needs);
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

    private static void AddNeed(YamlNode need, ImmutableArray<string>.Builder needs)
    {
        if ((need as YamlScalar ?? (need as YamlMapping)?["task"] as YamlScalar)?.Value is { Length: > 0 } name && !name.Contains("{{", StringComparison.Ordinal))
        {
            needs.Add(name.TrimStart(':'));
        }
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
            var value = name is ['.', .. var key] ? name is ".CLI_ARGS" ? "" : vars.GetValueOrDefault(key) : null;
            parts.Add(AnchoredTexts.At(value ?? AnchoredTexts.Unknown, text.PlaceOf(open, close + 2 - open)));
            from = close + 2;
        }

        parts.Add(text.From(from));
        return AnchoredTexts.Joined("", [.. parts.Where(part => part.Text.Length > 0).DefaultIfEmpty(text.Slice(0, 0))]);
    }

    private static Dictionary<string, string> Literals(YamlNode? node)
    {
        const int longest = 256;
        const int most = 500;
        var literals = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Entries(node).Take(most))
        {
            if (entry.Value is YamlScalar { Value: { Length: <= longest } value } && !value.Contains("{{", StringComparison.Ordinal))
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
