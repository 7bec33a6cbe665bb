using PoPipeline.Rules.Model.Commands;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Commands;

/// <summary>What Bake builds: the targets of <c>docker-bake.json</c>. What is written in HCL is not read, and says so.</summary>
/// <remarks>Source: https://docs.docker.com/build/bake/reference/. JSON is read as YAML, of which it is a part.</remarks>
internal sealed class BakeFile : CommandFormat
{
    private const int MostInherited = 20;

    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.Bake;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) =>
        name is "docker-bake.json" or "docker-bake.override.json" or "docker-bake.hcl" or "docker-bake.override.hcl" || name.EndsWith(".bake.json", StringComparison.Ordinal) || name.EndsWith("bake.hcl", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found)
    {
        if (file.Path.EndsWith(".hcl", StringComparison.Ordinal))
        {
            found.Refuse("it is written in HCL, which is not read");
            return;
        }

        if (file.Yaml.Error is { } error)
        {
            found.Refuse(error.AsClause);
            return;
        }

        var root = file.Yaml.Root as YamlMapping;
        var targets = root?["target"] as YamlMapping;
        foreach (var entry in targets?.Entries ?? [])
        {
            if (found.IsFull)
            {
                break;
            }

            if (entry.Value is YamlMapping target)
            {
                found.Add(TargetOf(entry.Key, target, targets!, hasGroup: (root?["group"] as YamlMapping)?["default"] is not null));
            }
        }

        foreach (var entry in root?["group"] is YamlMapping groups ? groups.Entries : [])
        {
            if (entry.Value is YamlMapping group && group["targets"] is YamlSequence members)
            {
                found.Add(new CommandTarget
                {
                    Name = entry.Key.Value,
                    Span = entry.Key.Span,
                    IsDefault = entry.Key.Value is "default",
                    Needs = [.. members.Items.OfType<YamlScalar>().Select(member => member.Value)],
                });
            }
        }
    }

    private static CommandTarget TargetOf(YamlScalar name, YamlMapping target, YamlMapping all, bool hasGroup)
    {
        var line = Inherited(target, all);
        var options = line.SelectMany(one => ImageCommand.Arguments(one["args"])).Concat(Lists(line, "output").Select(output => ("--output", output.Value)));
        if (Said(line, "target") is { } stage)
        {
            options = options.Append(("--target", stage.Value));
        }

        return new CommandTarget
        {
            Name = name.Value,
            Span = name.Span,
            IsDefault = !hasGroup && name.Value is "default",
            Texts = [ImageCommand.Of(name.Span, Said(line, "context"), Said(line, "dockerfile"), options)],
        };
    }

    // The target itself last, before it those that it takes over from.
    private static List<YamlMapping> Inherited(YamlMapping target, YamlMapping all)
    {
        var line = new List<YamlMapping> { target };
        for (var at = 0; at < line.Count && line.Count < MostInherited; at++)
        {
            foreach (var above in Items(line[at]["inherits"]))
            {
                if (all[above.Value] is YamlMapping mapping && !line.Contains(mapping))
                {
                    line.Add(mapping);
                }
            }
        }

        line.Reverse();
        return line;
    }

    private static YamlScalar? Said(List<YamlMapping> line, string key) => line.Select(one => one[key]).OfType<YamlScalar>().LastOrDefault(value => !value.IsNull);

    private static IEnumerable<YamlScalar> Lists(List<YamlMapping> line, string key) => Items(line.Select(one => one[key]).LastOrDefault(value => value is not null));

    private static IEnumerable<YamlScalar> Items(YamlNode? node) => node switch
    {
        YamlSequence sequence => sequence.Items.OfType<YamlScalar>(),
        YamlScalar { IsNull: false } scalar => [scalar],
        _ => [],
    };
}
