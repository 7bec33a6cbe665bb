using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Builds of images: <c>docker build -f ci/Dockerfile --target app .</c>, <c>docker compose build</c>, <c>docker buildx bake</c>, and steps that are told a file and a context.</summary>
/// <remarks>
/// Sources: https://docs.docker.com/reference/cli/docker/buildx/build/, https://docs.docker.com/reference/cli/docker/compose/, https://docs.docker.com/reference/cli/docker/buildx/bake/,
/// https://docs.podman.io/en/latest/markdown/podman-build.1.html, https://github.com/GoogleContainerTools/kaniko.
/// </remarks>
/// <param name="files">The files of the repository.</param>
internal sealed class ImageBuildCalls(CommandFileIndex files) : IFileCaller
{
    private const int MostLines = 200;

    /// <summary>How the programs that build images read their words.</summary>
    internal static readonly Syntax Words = new()
    {
        Valued = "-t --tag -f --file --target --build-arg --platform --label --annotation --cache-from --cache-to -o --output --secret --ssh --network --progress --iidfile --metadata-file --add-host --build-context --builder "
            + "--shm-size --ulimit -m --memory --memory-swap --cpu-shares --cpuset-cpus --cgroup-parent --isolation --security-opt --allow --attest --arch --os --format --layers --volume -v --manifest --authfile --creds --jobs --timestamp "
            + "--source-date-epoch --context --dockerfile --destination -d -c --cap-add --cap-drop --log-level --storage-driver --set",
    };

    private static readonly Syntax ComposeWords = new()
    {
        Valued = "-f --file -p --project-name --profile --env-file --project-directory --ansi --progress --parallel --build-arg -m --memory --ssh --builder --scale --timeout -t --exit-code-from --attach --no-attach --wait-timeout "
            + "-e --env -u --user -v --volume -w --workdir -l --label --entrypoint --name",
        Ends = new Dictionary<string, int>(StringComparer.Ordinal) { ["run"] = 2 }.ToFrozenDictionary(StringComparer.Ordinal),
    };

    // Where the step says neither, it is no build of an image, or one that nobody can tell.
    private static readonly ImmutableArray<string> FileInputs = ["FILE", "DOCKERFILE", "CONTAINERFILE", "CONTAINERFILES"];
    private static readonly ImmutableArray<string> ContextInputs = ["CONTEXT", "PATHCONTEXT", "DOCKERCONTEXT", "BUILDCONTEXT"];

    // In the names of actions that nobody has described.
    private static readonly ImmutableArray<string> Lookers = ["lint", "scan", "audit"];

    /// <inheritdoc/>
    public bool IsFor(string program) => program is "docker" or "podman" or "nerdctl" or "buildah" or "executor" or "finch" or "depot" or "img" or "docker-compose" or "podman-compose";

    /// <inheritdoc/>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around)
    {
        if (BuildOf(command, standing) is { } build)
        {
            return CallsOf(build);
        }

        if (BakeOf(command) is { } bake)
        {
            var named = bake.Values("-f", "--file").Select(word => word.Text).ToList();
            var found = named.Count > 0
                ? named.Select(name => standing.Below(name) is { } path ? files.At(path, CommandFileKind.Bake) ?? files.At(path, CommandFileKind.Compose) : null).OfType<CommandFile>()
                : files.In(standing.Now, CommandFileKind.Bake, "docker-bake.json", "docker-bake.override.json", "docker-bake.hcl", "docker-bake.override.hcl");
            return found.Select(file => new FileCall(file, standing.Now) { Names = Named(bake.Operands.Skip(1)) });
        }

        return ComposeOf(command) is { } compose ? Composed(compose, standing, around) : [];
    }

    /// <summary>The images that a step builds by what it is told.</summary>
    /// <param name="step">The step.</param>
    /// <param name="around">What stands around it.</param>
    public IEnumerable<FileCall> Of(Step step, Lazy<InstallSurroundings> around)
    {
        if (files.IsEmpty || step.Uses is null)
        {
            return [];
        }

        var same = CommandsOf(step);
        return !same.IsEmpty ? same.SelectMany(command => Of(command, new StandingFolder(folder: null), around)) : BuildOf(step) is { } build ? CallsOf(build) : [];
    }

    /// <summary>What a command builds by a file; null where it builds nothing that way, and where what it builds does not lie in the repository.</summary>
    /// <param name="command">The command.</param>
    /// <param name="standing">Where it stands.</param>
    public ImageCall? BuildOf(Command command, StandingFolder standing)
    {
        if (!IsFor(command.Name) || command.Name is "docker-compose" or "podman-compose")
        {
            return null;
        }

        var call = Invocation.Read(command, InstallSurroundings.None, Words).WithoutOperands("buildx", "image", "builder");
        var isKaniko = command.Name is "executor";
        if (!isKaniko && call.Verb is not ("build" or "bud" or "build-using-dockerfile" or "b"))
        {
            return null;
        }

        if (call.Has("--help") || (isKaniko && !call.Has("--context", "-c", "--dockerfile", "-f", "--destination", "-d", "--no-push")))
        {
            return null;
        }

        var context = isKaniko ? (call.Value("--context", "-c") ?? ".").Replace("dir://", "", StringComparison.Ordinal)
            : call.Operands.Length > 1 ? call.Operands[^1].Text
            : command.Name is "podman" or "buildah" ? "." : null;
        if (context is null || context.Contains("://", StringComparison.Ordinal) || context.StartsWith("git@", StringComparison.Ordinal))
        {
            return null;
        }

        var named = call.Value(isKaniko ? "--dockerfile" : "-f", "--file", isKaniko ? "-f" : "--file");
        var target = call.Value("--target");
        if (context is "-" || named is "-" or "/dev/stdin")
        {
            return new ImageCall(command, File: null, target) { Unknown = "the file is handed to it while the pipeline runs, or stands in another one" };
        }

        return Built(command, named is null ? null : standing.Below(named), standing.Below(context), named, target);
    }

    /// <summary>What a step builds that is told a file, or a context, and of which nothing else is known.</summary>
    /// <param name="step">The step.</param>
    public ImageCall? BuildOf(Step step)
    {
        // What is known for something else builds none: a linter is told a file as well.
        if (step.Uses is not { } uses || Catalogue.Find(uses) is { Image: null, Releases: ReleaseKind.None } || LooksAtFiles(uses.Name))
        {
            return null;
        }

        var named = Told(step, FileInputs);
        var context = Told(step, ContextInputs);
        var command = new Command { Name = "", Words = [WordOf(uses.Text)], Offset = 0, Length = 0 };
        return (named is null && context is null) || StandingFolder.Below("", context ?? ".") is not { } folder ? null
            : Built(command, named is null ? null : StandingFolder.Below("", named), folder, named, Told(step, ["TARGET", "TARGETSTAGE"])) is { File: not null } build ? build
            : null;
    }

    /// <summary>The commands that do the same as a step whose component is known to build images: one, or one for each run of a matrix; none where it is no such step.</summary>
    /// <param name="step">The step.</param>
    public static ImmutableArray<Command> CommandsOf(Step step)
    {
        if (step.Uses is not { } uses || Catalogue.Find(uses)?.Image is not { } facts)
        {
            return [];
        }

        // Of several that a matrix decides, only its inclusions say which go together.
        var chosen = step.Inputs.Where(input => input.Choices.Length > 1 && Decides(facts, input.Name)).ToList();
        return chosen is [] || (chosen.Count > 1 && !chosen.TrueForAll(input => input.ChoicesByRun && input.Choices.Length == chosen[0].Choices.Length)) ? [CommandOf(step, facts, [], run: 0)]
            : [.. Enumerable.Range(0, Math.Min(chosen[0].Choices.Length, MostLines)).DistinctBy(run => string.Join('\n', chosen.Select(input => input.Choices[run]))).Select(run => CommandOf(step, facts, chosen, run))];
    }

    private static bool LooksAtFiles(string name) => Lookers.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool Decides(ImageFacts facts, string input) =>
        input.Equals(facts.Last, StringComparison.OrdinalIgnoreCase) || facts.Options.Any(option => option.Input.Equals(input, StringComparison.OrdinalIgnoreCase) && option.Option is "--file" or "--target");

    private static Command CommandOf(Step step, ImageFacts facts, List<Setting> chosen, int run)
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        words.AddRange(facts.Command.Select(WordOf));
        foreach (var option in facts.Options)
        {
            var value = Given(option.Input);
            if (option.IsSwitch)
            {
                if (value is not (null or "" or "false"))
                {
                    words.Add(WordOf(option.Option));
                }

                continue;
            }

            foreach (var line in (value ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostLines))
            {
                words.Add(WordOf(option.Option));
                words.Add(WordOf(line));
            }
        }

        if (facts.Words is { } more && Given(more) is { } text)
        {
            words.AddRange(text.Split([' ', '\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostLines).Select(WordOf));
        }

        if (facts.Last is { } last && (Given(last) is { Length: > 0 } end ? end : facts.LastOtherwise) is { } folder)
        {
            // What the platform checked out, or a folder of it: {{defaultContext}}:docker
            const string whole = "{{defaultContext}}";
            words.Add(WordOf(folder.StartsWith(whole, StringComparison.Ordinal) ? $"./{folder[whole.Length..].TrimStart(':')}" : folder));
        }

        return new Command { Name = facts.Command[0], Words = words.DrainToImmutable(), Offset = 0, Length = 0 };

        string? Given(string name) => step.Inputs.FirstOrDefault(input => input.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } input ? null
            : chosen.Contains(input) ? input.Choices[run].Trim()
            : input.Choices is [var only] ? only.Trim()
            : input.Value.Trim();
    }

    /// <summary>Why it is not known what a command of Bake or Compose builds, as a clause; null where it is, and where it is no such command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="calls">The files that it reads.</param>
    public static string? Unread(Command command, IReadOnlyCollection<FileCall> calls)
    {
        foreach (var call in calls)
        {
            if (call.File is { Kind: CommandFileKind.Bake or CommandFileKind.Compose, Unreadable: { } why })
            {
                return $"of '{call.File.Path}', {why}";
            }
        }

        return calls.Count == 0 && (BakeOf(command) is not null || ComposeOf(command) is { Verb: "build" }) ? "no file of the repository is seen that says what it builds" : null;
    }

    private static Invocation? BakeOf(Command command) =>
        command.Name is "docker" or "depot" && Invocation.Read(command, InstallSurroundings.None, Words).WithoutOperands("buildx") is { Verb: "bake" } call && !call.Has("--print", "--help") ? call : null;

    private static Invocation? ComposeOf(Command command)
    {
        if (command.Name is not ("docker" or "docker-compose" or "podman" or "podman-compose" or "nerdctl"))
        {
            return null;
        }

        var call = Invocation.Read(command, InstallSurroundings.None, ComposeWords);
        var isPlugin = !command.Name.EndsWith("-compose", StringComparison.Ordinal);
        if (isPlugin && call.Verb is not "compose")
        {
            return null;
        }

        call = isPlugin ? call.WithoutOperands("compose") : call;
        return call.Verb is "build" or "up" or "run" or "create" && !call.Has("--help", "--no-build") ? call : null;
    }

    private IEnumerable<FileCall> Composed(Invocation call, StandingFolder standing, Lazy<InstallSurroundings> around)
    {
        var named = call.Values("-f", "--file").Select(word => word.Text).ToList();
        if (named.Count == 0 && around.Value.Variables.GetValueOrDefault("COMPOSE_FILE") is { } variable)
        {
            named = [.. (variable.Value ?? "$").Split(':', StringSplitOptions.RemoveEmptyEntries)];
        }

        // Of several names the first counts, and what is laid over it.
        var found = named.Count > 0
            ? named.Select(name => files.At(standing.Below(name), CommandFileKind.Compose)).OfType<CommandFile>().ToList()
            : files.In(standing.Now, CommandFileKind.Compose, "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml").Take(1)
                .Concat(files.In(standing.Now, CommandFileKind.Compose, "compose.override.yaml", "compose.override.yml", "docker-compose.override.yml", "docker-compose.override.yaml").Take(1)).ToList();
        var services = Named(call.Operands.Skip(1).Take(call.Verb is "run" ? 1 : int.MaxValue));
        return found.Select(file => new FileCall(file, RepositoryPath.FolderOf(found[0].Path)) { Names = services });
    }

    private static ImmutableArray<string> Named(IEnumerable<Word> words) => [.. words.Select(word => word.Text)];

    private static IEnumerable<FileCall> CallsOf(ImageCall build) =>
        build.File is { } file ? [new FileCall(file, build.Context) { Names = build.Target is { Length: > 0 } target && !target.Contains('$', StringComparison.Ordinal) ? [target] : [] }] : [];

    private ImageCall Built(Command command, string? path, string? context, string? named, string? target)
    {
        // Most take the file from where they stand, some from the context.
        var file = named is not null
            ? files.At(path, CommandFileKind.Containerfile) ?? files.At(StandingFolder.Below(context, named), CommandFileKind.Containerfile)
            : files.In(context, CommandFileKind.Containerfile, "Dockerfile", "Containerfile", "dockerfile").FirstOrDefault();
        return new ImageCall(command, file, target)
        {
            Context = context,
            Unknown = file is not null ? null
                : (named ?? "").Contains('$', StringComparison.Ordinal) || (named is null && context is null) ? "by which file it is built is only known while the pipeline runs"
                : named is not null ? $"'{named}' is not seen in the repository, or is not called as such files are"
                : $"no file is seen in '{(context is "" ? "." : context)}' that it is built by",
        };
    }

    private static Word WordOf(string text) => new(text, !text.Contains('$', StringComparison.Ordinal), 0, 0);

    private static string? Told(Step step, ImmutableArray<string> names) =>
        step.Inputs.FirstOrDefault(input => names.Contains(input.Name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant())) is { Interpolations.IsEmpty: true, Value: { Length: > 0 } value }
            ? value.Trim()
            : null;
}
