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
    public static ImmutableArray<Container> Services(FileReader reader, JobNode job, ActionsScope scope) =>
        job.Node.Mapping("services") is { } services
            ? [.. services.Entries.Select(entry => Read(reader, entry.Value, entry.Key.Value, scope, $"jobs/{job.Id}/services/{entry.Key.Value}")).OfType<Container>()]
            : [];

    private static Container? Read(FileReader reader, YamlNode? node, string? name, ActionsScope scope, string subject)
    {
        var settings = node as YamlMapping;
        var image = settings is null ? node as YamlScalar : settings["image"] as YamlScalar;
        if (image is null or { IsNull: true })
        {
            return null;
        }

        var use = new TextUse(SecretPlace.Other, scope, Step: null, subject);
        reader.Texts.Interpolations(image, use);
        Credentials(reader, settings.Mapping("credentials"), use with { Subject = subject + "/credentials/password" });
        return Image(reader, image, scope) is not { } reference
            ? null
            : new Container
            {
                Name = name,
                Image = reference,
                Options = settings.Scalar("options").Located(),
                Volumes = [.. settings?["volumes"].Scalars().Select(volume => new Located<string>(volume.Value, volume.Span)) ?? []],
                Variables = reader.Texts.Settings(settings?["env"], use with { Place = SecretPlace.JobVariable, Subject = subject + "/env" }),
            };
    }

    // Of the images that a matrix gives, the one that is pinned least firmly stands for all. An empty one means no container.
    private static Reference? Image(FileReader reader, YamlScalar image, ActionsScope scope)
    {
        var loosest = StaticTexts.Of(image, scope)
            .Select(text => Written(text, image))
            .Where(text => !string.IsNullOrWhiteSpace(text.Text))
            .Select(text => reader.References.Image(text.Text.Trim(), text.Node, text.Text.StartsWith("docker://", StringComparison.OrdinalIgnoreCase) ? "docker://".Length : 0))
            .MaxBy(reference => reference.Pin);

        // A name put together from several parts is quoted as it is written.
        return loosest is not null && loosest.Span == image.Span ? loosest with { Text = image.Value.Trim() } : loosest;
    }

    private static (string Text, YamlScalar Node) Written(StaticText text, YamlScalar image) => text.Node switch
    {
        YamlScalar scalar => (text.Located.Value, scalar),

        // container: ${{ matrix.container }}, with a mapping in the matrix.
        YamlMapping mapping when mapping.Scalar("image") is { } inner => (inner.Value, inner),
        _ => (image.Value, image),
    };

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
