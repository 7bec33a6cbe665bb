using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi.Validation;

/// <summary>Checks where a job or an executor runs.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#executor-job, and the schema that CircleCI's language server ships.</remarks>
internal static class ExecutorRules
{
    private static readonly string[] DockerKeys = ["image", "name", "entrypoint", "command", "user", "environment", "aws_auth", "auth"];

    /// <summary>Checks the machine, the containers and the environment.</summary>
    /// <param name="checker">Takes the problems.</param>
    /// <param name="keys">The job or the executor.</param>
    public static void Check(Checker checker, YamlMapping keys)
    {
        if (keys.Entry("docker") is { } docker)
        {
            Docker(checker, docker.Value);
        }

        if (keys["machine"] is YamlMapping machine)
        {
            checker.Keys(machine, "'machine'", ["enabled", "image", "docker_layer_caching", "resource_class", "shell"]);
        }
        else if (keys["machine"] is YamlSequence list)
        {
            checker.Add(ProblemKind.Type, "'machine' is 'true', the name of an image or a mapping, and this is a list", list.Span);
        }

        if (keys.Entry("macos") is { } macos && checker.Mapping(macos.Value, "'macos'") is { } apple)
        {
            checker.Keys(apple, "'macos'", ["xcode", "resource_class", "shell"], "xcode");
        }

        if (keys["resource_class"] is YamlMapping or YamlSequence)
        {
            _ = checker.Text(keys["resource_class"], "'resource_class'");
        }

        Environment(checker, keys["environment"]);
    }

    /// <summary>Checks variables of the environment.</summary>
    /// <param name="checker">Takes the problems.</param>
    /// <param name="node">What stands under <c>environment</c>; null where nothing does.</param>
    public static void Environment(Checker checker, YamlNode? node)
    {
        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            if (entry.Value is not YamlScalar)
            {
                checker.Add(ProblemKind.Type, $"The variable '{entry.Key.Value}' is a text, and this is {Checker.Kind(entry.Value)}", entry.Value.Span);
            }
        }
    }

    private static void Docker(Checker checker, YamlNode node)
    {
        if (checker.Sequence(node, "'docker'") is not { } containers)
        {
            return;
        }

        if (containers.Items.IsEmpty)
        {
            checker.Add(ProblemKind.Missing, "'docker' needs one image at least", containers.Span);
        }

        foreach (var item in containers.Items)
        {
            if (checker.Mapping(item, "A container") is not { } container)
            {
                continue;
            }

            checker.Keys(container, "A container", DockerKeys, "image");
            if (container.Entry("image") is { } image)
            {
                _ = checker.Text(image.Value, "'image'");
            }

            if (container.Entry("auth") is { } auth && checker.Mapping(auth.Value, "'auth'") is { } login)
            {
                checker.Keys(login, "'auth'", ["username", "password"], "username", "password");
            }

            Environment(checker, container["environment"]);
        }
    }
}
