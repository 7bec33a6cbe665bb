using PoPipeline.Rules.Model.Commands;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Commands;

/// <summary>What Compose builds: the services of <c>compose.yaml</c> that have an image built.</summary>
/// <remarks>Source: https://docs.docker.com/reference/compose-file/build/. Services that take over what others say, and files laid over others, are read as they stand.</remarks>
internal sealed class ComposeFile : CommandFormat
{
    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.Compose;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name)
    {
        var stem = name.EndsWith(".yml", StringComparison.Ordinal) ? name[..^4] : name.EndsWith(".yaml", StringComparison.Ordinal) ? name[..^5] : [];
        foreach (var word in (ReadOnlySpan<string>)["compose", "docker-compose", "podman-compose"])
        {
            if (stem.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (stem.Length == word.Length || stem[word.Length] is '.' or '-' or '_'))
            {
                return true;
            }
        }

        return false;
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

        foreach (var included in root["include"] is YamlSequence sequence ? sequence.Items : [])
        {
            if ((included as YamlScalar ?? (included as YamlMapping)?["path"] as YamlScalar)?.Value is { } path)
            {
                found.Include(text.Folder, path);
            }
        }

        foreach (var service in root["services"] is YamlMapping services ? services.Entries : [])
        {
            if (found.IsFull)
            {
                break;
            }

            if (service.Value is YamlMapping said && said.Entry("build") is { } build)
            {
                Take(service, said, build, found);
            }
        }
    }

    private static void Take(YamlEntry service, YamlMapping said, YamlEntry build, FoundCommands found)
    {
        var mapping = build.Value as YamlMapping;
        if (mapping is null && build.Value is not YamlScalar { IsNull: false })
        {
            return;
        }

        var options = ImageCommand.Arguments(mapping?["args"]);
        if (mapping?["target"] is YamlScalar target)
        {
            options = options.Append(("--target", target.Value));
        }

        // The file stands in this one.
        var inline = mapping?["dockerfile_inline"] as YamlScalar;
        found.Add(new CommandTarget
        {
            Name = service.Key.Value,
            Span = service.Key.Span,
            IsDefault = said["profiles"] is null,
            Texts = [ImageCommand.Of(build.Key.Span, build.Value as YamlScalar ?? mapping?["context"] as YamlScalar, inline?.As("/dev/stdin") ?? mapping?["dockerfile"] as YamlScalar, options)],
        });
    }
}
