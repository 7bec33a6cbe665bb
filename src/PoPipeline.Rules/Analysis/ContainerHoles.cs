using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Finds settings by which a container reaches the machine that it runs on.</summary>
internal static class ContainerHoles
{
    /// <summary>What a container has that is given the runtime of containers.</summary>
    public const string Runtime = "the container runtime of the machine";

    /// <summary>What a container has that is given folders of the machine.</summary>
    public const string Files = "the machine's files";

    /// <summary>Those of one container.</summary>
    public static IEnumerable<ContainerHole> In(Container container) =>
        container.Volumes.Select(InVolume).Concat(container.Rights.Select(OfRight)).OfType<ContainerHole>().Concat(container.Options is null ? [] : InOptions(container.Options));

    /// <summary>Those of a container that a command starts.</summary>
    /// <param name="command">The command.</param>
    /// <param name="script">Where it stands.</param>
    public static IEnumerable<ContainerHole> In(Command command, Script script)
    {
        if (command.Name is not ("docker" or "podman" or "nerdctl"))
        {
            yield break;
        }

        var first = command.Words.Length > 1 && command.Words[1].Text is "container" ? 2 : 1;
        if (first >= command.Words.Length || command.Words[first].Text is not ("run" or "create"))
        {
            yield break;
        }

        // What stands behind the image is the program in the container.
        for (var index = first + 1; index < command.Words.Length && command.Words[index].Text is ['-', ..] option; index++)
        {
            var parts = option.Split('=', 2);
            var isAlone = parts.Length > 1 || IsSwitch(option);
            var value = parts.Length > 1 ? parts[1] : isAlone || index + 1 >= command.Words.Length ? "" : command.Words[index + 1].Text;
            if (OfOption(parts[0], value) is { } what)
            {
                var last = command.Words[isAlone ? index : index + 1];
                yield return new ContainerHole(isAlone ? option : $"{option} {value}", what, script.PlaceOf(command.Words[index].Offset, last.Offset + last.Length - command.Words[index].Offset));
            }

            index += isAlone ? 0 : 1;
        }
    }

    // Options that take no value.
    private static bool IsSwitch(string option) =>
        option is "--privileged" or "--rm" or "--init" or "--detach" or "--interactive" or "--tty" or "--read-only" or "--publish-all" or "--no-healthcheck" or "--oom-kill-disable" or "--quiet"
        || (option is ['-', not '-', ..] && option.AsSpan(1).IndexOfAnyExcept("ditPq") < 0);

    private static ContainerHole? OfRight(Located<string> right) =>
        (right.Value switch
        {
            "privileged: true" or "hostProcess: true" => OfOption("--privileged", ""),
            "seccompProfile: Unconfined" => OfOption("--security-opt", "seccomp=unconfined"),
            "appArmorProfile: Unconfined" => OfOption("--security-opt", "apparmor=unconfined"),
            "procMount: Unmasked" => OfOption("--security-opt", "systempaths=unconfined"),
            _ => OfOption("--cap-add", right.Value),
        }) is { } what ? new ContainerHole(right.Value, what, right.Span) : null;

    private static ContainerHole? InVolume(Located<string> volume) =>
        OfMount(volume.Value) is { } what ? new ContainerHole(volume.Value, what, volume.Span) : null;

    private static IEnumerable<ContainerHole> InOptions(Located<string> options)
    {
        var words = options.Value.Split([' ', '\t', '\n', '\r', '='], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('\'', '"')).ToImmutableArray();
        return words
            .Select((word, index) => new { Word = word, Next = index + 1 < words.Length ? words[index + 1] : "" })
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
        "--security-opt" when value is "seccomp=unconfined" or "seccomp:unconfined" or "apparmor=unconfined" or "apparmor:unconfined" or "systempaths=unconfined" => "calls of the machine's kernel that containers are kept from",
        "--volume" or "-v" or "--mount" => OfMount(value),
        _ => null,
    };

    private static string? OfMount(string mount)
    {
        var source = mount.Split(':')[0].Trim();
        return mount.Contains("docker.sock", StringComparison.Ordinal) || mount.Contains("containerd.sock", StringComparison.Ordinal) || mount.Contains("podman.sock", StringComparison.Ordinal)
            ? Runtime
            : source is "/" or "/etc" or "/proc" or "/sys" or "/root" or "/var/run" or "/run" or "/var/lib/docker" ? Files : null;
    }
}
