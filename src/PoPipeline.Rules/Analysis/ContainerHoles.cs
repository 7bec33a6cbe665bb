using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Finds settings by which a container reaches the machine that it runs on.</summary>
internal static class ContainerHoles
{
    /// <summary>Those of one container.</summary>
    public static IEnumerable<ContainerHole> In(Container container) =>
        container.Volumes.Select(InVolume).OfType<ContainerHole>().Concat(container.Options is null ? [] : InOptions(container.Options));

    private static ContainerHole? InVolume(Located<string> volume) =>
        OfMount(volume.Value) is { } what ? new ContainerHole(volume.Value, what, volume.Span) : null;

    private static IEnumerable<ContainerHole> InOptions(Located<string> options)
    {
        var words = options.Value.Split([' ', '\t', '\n', '\r', '='], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('\'', '"')).ToImmutableArray();
        return words
            .Select((word, index) => (Word: word, Next: index + 1 < words.Length ? words[index + 1] : ""))
            .Select(pair => OfOption(pair.Word, pair.Next) is { } what ? new ContainerHole(pair.Word is "--privileged" ? pair.Word : $"{pair.Word} {pair.Next}", what, options.Span) : null)
            .OfType<ContainerHole>();
    }

    private static string? OfOption(string option, string value) => option switch
    {
        "--privileged" when value is not "false" => "every right on the machine",
        "--network" or "--net" when value is "host" => "the machine's network",
        "--pid" when value is "host" => "the machine's processes",
        "--ipc" when value is "host" => "the machine's shared memory",
        "--userns" when value is "host" => "the machine's users",
        "--cap-add" when value.ToUpperInvariant() is "ALL" or "SYS_ADMIN" or "CAP_SYS_ADMIN" or "SYS_MODULE" or "CAP_SYS_MODULE" => "the rights of the machine's administrator",
        "--volume" or "-v" or "--mount" => OfMount(value),
        _ => null,
    };

    private static string? OfMount(string mount)
    {
        var source = mount.Split(':')[0].Trim();
        return mount.Contains("docker.sock", StringComparison.Ordinal) || mount.Contains("containerd.sock", StringComparison.Ordinal) || mount.Contains("podman.sock", StringComparison.Ordinal)
            ? "the container runtime of the machine"
            : source is "/" or "/etc" or "/proc" or "/sys" or "/root" or "/var/run" or "/run" or "/var/lib/docker" ? "the machine's files" : null;
    }
}
