using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Builds of images: <c>docker build -f ci/Dockerfile --target app .</c>, and steps that are told a file and a context.</summary>
/// <remarks>Sources: https://docs.docker.com/reference/cli/docker/buildx/build/, https://docs.podman.io/en/latest/markdown/podman-build.1.html, https://github.com/GoogleContainerTools/kaniko.</remarks>
/// <param name="files">The files of the repository.</param>
internal sealed class ImageBuildCalls(CommandFileIndex files) : IFileCaller
{
    private static readonly Syntax Words = new()
    {
        Valued = "-t --tag -f --file --target --build-arg --platform --label --annotation --cache-from --cache-to -o --output --secret --ssh --network --progress --iidfile --metadata-file --add-host --build-context --builder "
            + "--shm-size --ulimit -m --memory --memory-swap --cpu-shares --cpuset-cpus --cgroup-parent --isolation --security-opt --allow --attest --arch --os --format --layers --volume -v --manifest --authfile --creds --jobs --timestamp "
            + "--source-date-epoch --context --dockerfile --destination -d -c --cap-add --cap-drop --log-level --storage-driver",
    };

    // Where the step says neither, it is no build of an image, or one that nobody can tell.
    private static readonly ImmutableArray<string> FileInputs = ["FILE", "DOCKERFILE", "CONTAINERFILE", "CONTAINERFILES"];
    private static readonly ImmutableArray<string> ContextInputs = ["CONTEXT", "PATHCONTEXT", "DOCKERCONTEXT", "BUILDCONTEXT"];

    /// <inheritdoc/>
    public bool IsFor(string program) => program is "docker" or "podman" or "nerdctl" or "buildah" or "executor" or "finch" or "depot" or "img";

    /// <inheritdoc/>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing)
    {
        var call = Invocation.Read(command, InstallSurroundings.None, Words).WithoutOperands("buildx", "image", "builder");
        var isKaniko = command.Name is "executor";
        if (!isKaniko && call.Verb is not ("build" or "bud" or "b"))
        {
            return [];
        }

        var context = isKaniko ? (call.Value("--context", "-c") ?? ".").Replace("dir://", "", StringComparison.Ordinal) : call.Operands.Length > 1 ? call.Operands[^1].Text : null;
        if (context is null or "-" || context.Contains("://", StringComparison.Ordinal) || standing.Below(context) is not { } folder)
        {
            return [];
        }

        var named = call.Value(isKaniko ? "--dockerfile" : "-f", "--file", isKaniko ? "-f" : "--file");
        return Built(named is null ? null : standing.Below(named), folder, named, call.Value("--target"));
    }

    /// <summary>The images that a step builds by what it is told.</summary>
    /// <param name="step">The step.</param>
    public IEnumerable<FileCall> Of(Step step)
    {
        if (files.IsEmpty || step.Uses is null)
        {
            return [];
        }

        var named = Told(step, FileInputs);
        var context = Told(step, ContextInputs);
        return (named is null && context is null) || StandingFolder.Below("", context ?? ".") is not { } folder
            ? []
            : Built(named is null ? null : StandingFolder.Below("", named), folder, named, Told(step, ["TARGET", "TARGETSTAGE"]));
    }

    private IEnumerable<FileCall> Built(string? path, string context, string? named, string? target)
    {
        // Most take the file from where they stand, some from the context.
        var file = named is not null
            ? files.At(path, CommandFileKind.Containerfile) ?? files.At(StandingFolder.Below(context, named), CommandFileKind.Containerfile)
            : files.In(context, CommandFileKind.Containerfile, "Dockerfile", "Containerfile", "dockerfile").FirstOrDefault();
        return file is null ? [] : [new FileCall(file, context) { Names = target is { Length: > 0 } && !target.Contains('$', StringComparison.Ordinal) ? [target] : [] }];
    }

    private static string? Told(Step step, ImmutableArray<string> names) =>
        step.Inputs.FirstOrDefault(input => names.Contains(input.Name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant())) is { Interpolations.IsEmpty: true, Value: { Length: > 0 } value }
            ? value.Trim()
            : null;
}
