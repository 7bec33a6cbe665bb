using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads <c>container</c> and <c>services</c>.</summary>
internal static class ContainerReader
{
    /// <summary>The container that a job runs in; null where it runs on the machine itself.</summary>
    public static Container? Read(FileReader reader, JobNode job, ActionsScope scope) =>
        Read(reader, job.Node["container"], name: null, scope, $"jobs/{job.Id}/container");

    /// <summary>The containers that run beside a job.</summary>
    public static ImmutableArray<Container> Services(FileReader reader, JobNode job, ActionsScope scope)
    {
        var found = ImmutableArray.CreateBuilder<Container>();
        foreach (var node in NodesOf(job.Node["services"], scope))
        {
            if (node is YamlMapping services)
            {
                found.AddRange(services.Entries.Select(entry => Read(reader, entry.Value, entry.Key.Value, scope, $"jobs/{job.Id}/services/{entry.Key.Value}")).OfType<Container>());
            }
            else if (node is YamlScalar { IsNull: false } computed)
            {
                var image = Reference.Unknown(computed.Value.Trim(), computed.Span, ReferenceKind.Image, "the services are computed when the pipeline runs");
                found.Add(new Container { Name = "services", Image = image });
            }
        }

        return found.DrainToImmutable();
    }

    private static Container? Read(FileReader reader, YamlNode? node, string? name, ActionsScope scope, string subject)
    {
        var use = new TextUse(SecretPlace.Other, scope, Step: null, subject);

        // container: ${{ matrix.container }}, with mappings in the matrix.
        ImmutableArray<YamlMapping> settings = node is YamlMapping written ? [written] : [.. NodesOf(node, scope).OfType<YamlMapping>()];
        if (node is YamlScalar { IsNull: false } text)
        {
            reader.Texts.Interpolations(text, use);
        }

        foreach (var setting in settings)
        {
            if (setting["image"] is YamlScalar { IsNull: false } image)
            {
                reader.Texts.Interpolations(image, use);
            }

            Credentials(reader, setting.Mapping("credentials"), use with { Subject = subject + "/credentials/password" });
        }

        var images = Images(reader, node, settings, scope);
        return images.IsEmpty ? null : new Container
        {
            Name = name,
            Image = images[0],
            Others = images.RemoveAt(0),
            Options = settings.Select(setting => setting.Scalar("options").Located()).FirstOrDefault(options => options is not null),
            Volumes = [.. settings.SelectMany(setting => setting["volumes"].Scalars()).Select(volume => new Located<string>(volume.Value, volume.Span))],
            Variables = [.. settings.SelectMany(setting => reader.Texts.Settings(setting["env"], use with { Place = SecretPlace.JobVariable, Subject = subject + "/env" }))],
        };
    }

    // What a node can be: itself, or what the matrix puts in its place.
    private static IEnumerable<YamlNode> NodesOf(YamlNode? node, ActionsScope scope) => node switch
    {
        YamlScalar { IsNull: false } scalar when scalar.HasExpression() => StaticTexts.Of(scalar, scope).Select(text => text.Node),
        null => [],
        _ => [node],
    };

    // Every image that a matrix gives, the one first that is pinned least firmly. An empty one means no container.
    private static ImmutableArray<Reference> Images(FileReader reader, YamlNode? node, ImmutableArray<YamlMapping> settings, ActionsScope scope)
    {
        var written = node is YamlScalar { IsNull: false } scalar ? [scalar] : ImmutableArray<YamlScalar>.Empty;
        written = written.AddRange(settings.Select(setting => setting["image"]).OfType<YamlScalar>().Where(image => !image.IsNull));
        var images = ImmutableArray.CreateBuilder<Reference>();
        foreach (var text in written.SelectMany(image => StaticTexts.Of(image, scope)))
        {
            // A mapping of the matrix has its image looked at by itself.
            if (text.Node is YamlScalar place && !string.IsNullOrWhiteSpace(text.Located.Value))
            {
                images.Add(Image(reader, text.Located.Value, place));
            }
        }

        // Versions that are put into one name, and are pinned alike, are told once.
        ImmutableArray<Reference> different = [.. images.DistinctBy(image => new { image.Span, image.Name, image.Pin, IsLatest = image.Version?.Value is "latest" }).OrderByDescending(image => image.Pin)];

        // A name put together from several parts is quoted as it is written.
        return different is [var first, ..] && written.FirstOrDefault(image => image.HasExpression() && image.Span == first.Span) is { } composed
            ? different.SetItem(0, first with { Text = composed.Value.Trim() })
            : different;
    }

    private static Reference Image(FileReader reader, string text, YamlScalar place) =>
        reader.References.Image(text.Trim(), place, text.StartsWith(ReferenceReader.DockerScheme, StringComparison.OrdinalIgnoreCase) ? ReferenceReader.DockerScheme.Length : 0);

    private static void Credentials(FileReader reader, YamlMapping? credentials, TextUse use)
    {
        foreach (var entry in credentials?.Entries ?? [])
        {
            if (entry.Value is YamlScalar { IsNull: false } value)
            {
                reader.Texts.Interpolations(value, use);
                if (entry.Key.Value is "password")
                {
                    reader.Texts.Password(value, use);
                }
            }
        }
    }
}
