using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Builds;

/// <summary>The images that pipelines build: by commands, by steps that are told what to build, and by files that those call.</summary>
/// <remarks>Sources: those of <see cref="ImageBuildCalls"/> and <see cref="ContainerDeterminism"/>, and https://ko.build/reference/ko_build/, https://buildpacks.io/docs/for-platform-operators/how-to/integrate-ci/pack/cli/pack_build/.</remarks>
internal sealed class ImageBuilds
{
    private const string Epoch = "SOURCE_DATE_EPOCH";

    // As for installs: what starts what starts a program.
    private const int Depth = 5;

    private static readonly ConditionalWeakTable<Snapshot, ImageBuilds> Known = [];

    private readonly CommandFileIndex commands;
    private readonly ImageBuildCalls calls;
    private readonly int pipelines;
    private readonly ConcurrentDictionary<Pipeline, IReadOnlyList<ImageBuild>> found = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<Job, IReadOnlyList<ToolSetting>> times = new(ReferenceEqualityComparer.Instance);

    private ImageBuilds(Snapshot snapshot)
    {
        commands = new CommandFileIndex(snapshot.CommandFiles);
        calls = new ImageBuildCalls(commands);
        pipelines = snapshot.Pipelines.Length;
    }

    /// <summary>Those of a repository, found once.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static ImageBuilds In(Snapshot snapshot) => Known.GetValue(snapshot, static one => new ImageBuilds(one));

    /// <summary>The images that a pipeline builds, in its order.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public IReadOnlyList<ImageBuild> Of(Pipeline pipeline) => found.GetOrAdd(pipeline, Find);

    private List<ImageBuild> Find(Pipeline pipeline)
    {
        var builds = new List<ImageBuild>();
        var pushes = false;
        var budget = new VariantBudget(pipelines);
        foreach (var job in pipeline.Jobs)
        {
            var followed = new FollowedCommands(commands, static _ => false, budget);
            foreach (var step in StepCommands.StepsOf(job))
            {
                var around = new Lazy<InstallSurroundings>(() => StepSurroundings.Of(pipeline, job, step));
                pushes |= Pushes(step);
                foreach (var command in followed.Of(step, () => around.Value))
                {
                    // What an image runs while it is built builds no other one.
                    if (command.Way is not { IsImage: true })
                    {
                        pushes |= Pushes(command.Command);
                        Add(pipeline, job, step, command, builds);
                    }
                }

                if (step.Uses is not null && pipeline.Builds.IsEmpty)
                {
                    Add(pipeline, job, step, around, builds);
                }
            }
        }

        foreach (var build in pipeline.Builds)
        {
            builds.AddRange(build.Images.Select(image => Of(build, image)));
        }

        return pushes ? [.. builds.Select(build => build with { IsHandedOut = true })] : builds;
    }

    private void Add(Pipeline pipeline, Job job, Step step, FollowedCommand followed, List<ImageBuild> builds)
    {
        var next = followed.Command;
        for (var depth = 0; next is { Words.IsEmpty: false } && depth < Depth; depth++, next = InstallCommands.Behind(next))
        {
            if (calls.BuildOf(next, followed.Standing) is { } call)
            {
                builds.Add(Of(call, BuildCommandOf(pipeline, job, step, next, followed), followed.Place, followed.Text) with { Way = followed.Way });
            }
            else if (calls.IsFor(next.Name) && ImageBuildCalls.Unread(next, [.. calls.Of(next, followed.Standing, followed.Surroundings)]) is { } why)
            {
                builds.Add(new ImageBuild(ImageBuilder.Other, BuildCommandOf(pipeline, job, step, next, followed), followed.Place, followed.Text) { Unknown = why, Way = followed.Way, Folder = followed.Standing.Now });
            }
            else if (IsBuilder(next.Name) && BuildCommandOf(pipeline, job, step, next, followed) is var command && ContainerDeterminism.BuilderOf(command) is { } builder)
            {
                builds.Add(new ImageBuild(builder, command, followed.Place, followed.Text) { Way = followed.Way, Folder = followed.Standing.Now, IsHandedOut = IsHandedOut(builder, command) });
            }
        }
    }

    private void Add(Pipeline pipeline, Job job, Step step, Lazy<InstallSurroundings> around, List<ImageBuild> builds)
    {
        var uses = step.Uses!;
        var isHandedOut = step.Effects.HasFlag(StepEffects.Publishes);
        var same = ImageBuildCalls.CommandsOf(step);
        if (same.IsEmpty && calls.BuildOf(step) is { } told)
        {
            builds.Add(Of(told, new BuildCommand(told.Command.Words, uses.Span), uses.Span, uses.Name) with { Builder = ImageBuilder.Other, IsHandedOut = isHandedOut || Given(step, "push") });
        }

        var standing = new StandingFolder(folder: null);
        foreach (var command in same)
        {
            var build = new BuildCommand(command.Words, uses.Span) { Variables = Variables(pipeline, job, step, around.Value) };
            if (calls.BuildOf(command, standing) is { } call)
            {
                builds.Add(Of(call, build, uses.Span, uses.Name));
                builds[^1] = builds[^1] with { IsHandedOut = builds[^1].IsHandedOut || isHandedOut };
            }
            else if (ImageBuildCalls.Unread(command, [.. calls.Of(command, standing, around)]) is { } why)
            {
                builds.Add(new ImageBuild(ImageBuilder.Other, build, uses.Span, uses.Name) { Unknown = why, Folder = "", IsHandedOut = isHandedOut });
            }
        }
    }

    private static bool Given(Step step, string name) => step.Inputs.Any(input => input.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && input.Value is not ("" or "false"));

    private ImageBuild Of(Build build, BuiltImage image)
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        words.AddRange(WordOf("buildah"), WordOf("build"));
        foreach (var (name, option) in (ReadOnlySpan<(string, string)>)[("DOCKERFILE", "--file"), ("TARGETSTAGE", "--target"), ("SOURCEDATEEPOCH", "--source-date-epoch"), ("BUILDTIMESTAMP", "--timestamp")])
        {
            // What something fills in is told, too.
            if (Told(image, name) is { Value: not "" } told)
            {
                words.AddRange(WordOf(option), WordOf(told.Value ?? "$"));
            }
        }

        if (Told(image, "REWRITETIMESTAMP") is { Value: not ("" or "false") } rewrites)
        {
            words.Add(WordOf(rewrites.Value is "true" ? "--rewrite-timestamp" : "--rewrite-timestamp=$"));
        }

        words.Add(WordOf(Told(image, "CONTEXT", "PATHCONTEXT") is { } context ? context.Value is "" ? "." : context.Value ?? "$" : "."));
        var command = new Command { Name = "buildah", Words = words.DrainToImmutable(), Offset = 0, Length = 0 };
        var whole = new BuildCommand(command.Words, image.Span);
        var built = calls.BuildOf(command, new StandingFolder(folder: null)) is { } call ? Of(call, whole, image.Span, image.Name)
            : new ImageBuild(ImageBuilder.Buildah, whole, image.Span, image.Name) { Unknown = "what it is built of lies elsewhere" };
        return built with { IsHandedOut = !build.IsTrial };
    }

    private static ToolSetting? Told(BuiltImage image, params ReadOnlySpan<string> names)
    {
        foreach (var told in image.Told)
        {
            if (names.Contains(told.Name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant()))
            {
                return told;
            }
        }

        return null;
    }

    private static ImageBuild Of(ImageCall call, BuildCommand command, Place place, string text)
    {
        var builder = ContainerDeterminism.BuilderOf(command) ?? ImageBuilder.Other;
        return new ImageBuild(builder, command, place, text)
        {
            File = call.File,
            Target = call.Target is { Length: > 0 } target && !target.Contains('$', StringComparison.Ordinal) ? target : null,
            Folder = call.Context,
            Unknown = call.Unknown,
            IsHandedOut = IsHandedOut(builder, command),
        };
    }

    // What builds images without a file.
    private static bool IsBuilder(string program) => program is "ko" or "pack" or "mvn" or "mvnw" or "gradle" or "gradlew";

    private static bool IsHandedOut(ImageBuilder builder, BuildCommand command) => builder switch
    {
        ImageBuilder.Kaniko => !command.Has("--no-push"),
        ImageBuilder.Ko => !command.Has("--local", "-L", "--push=false"),
        ImageBuilder.Jib => command.Words.Any(word => word.Text.EndsWith(":build", StringComparison.Ordinal) || word.Text.EndsWith(":jib", StringComparison.Ordinal) || word.Text is "jib"),
        ImageBuilder.Buildpacks => command.Has("--publish"),
        _ => command.Has("--push") || command.Values("--output", "-o").Any(output => output.Split(',') is var parts && (parts.Contains("type=registry") || parts.Contains("push=true"))),
    };

    private static bool Pushes(Command command) => command.Name switch
    {
        "docker" or "podman" or "buildah" or "nerdctl" or "crane" or "regctl" or "docker-compose" or "img" => HasWord(command, "push") || HasWord(command, "--push"),
        "skopeo" => HasWord(command, "copy") && command.Words.Any(word => word.Text.StartsWith("docker://", StringComparison.Ordinal)),
        _ => false,
    };

    // What builds an image and hands it out is no push of the others.
    private static bool Pushes(Step step) =>
        step.Uses is { } uses && step.Effects.HasFlag(StepEffects.Publishes) && (ImageBuildCalls.CommandsOf(step) is [{ Words: [_, { Text: "buildx" }, { Text: "bake" }, ..] }, ..] || uses.Name.EndsWith("/push-to-registry", StringComparison.OrdinalIgnoreCase));

    private static bool HasWord(Command command, string text)
    {
        foreach (var word in command.Words)
        {
            if (word.Text == text)
            {
                return true;
            }
        }

        return false;
    }

    private BuildCommand BuildCommandOf(Pipeline pipeline, Job job, Step step, Command command, FollowedCommand followed) =>
        BuildCommand.Of(command, followed.Place, Variables(pipeline, job, step, followed.Surroundings.Value));

    // A time is mostly worked out by a script of the job, and handed to what builds by a variable: its text says which time it is.
    private Dictionary<string, ToolSetting> Variables(Pipeline pipeline, Job job, Step step, InstallSurroundings around)
    {
        var all = new Dictionary<string, ToolSetting>(around.Variables, StringComparer.Ordinal);
        foreach (var time in times.GetOrAdd(job, TimesOf))
        {
            if (!(all.TryGetValue(time.Name, out var before) && before.Value is not null))
            {
                all[time.Name] = time;
            }
        }

        // What the platform puts in is a name that a script may have set.
        if (StepEnvironment.Of(pipeline, job, step).GetValueOrDefault(Epoch) is { } written && all.TryGetValue(Epoch, out var epoch) && epoch.Value is null)
        {
            all[Epoch] = new ToolSetting(Epoch, written.Value, written.Span);
        }

        return all;
    }

    // Each command of the job asks for them.
    private static List<ToolSetting> TimesOf(Job job)
    {
        var all = new List<ToolSetting>();
        foreach (var script in job.Steps.SelectMany(step => step.Scripts))
        {
            foreach (var word in script.Commands.SelectMany(command => command.Words.Concat(command.Assignments)))
            {
                var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0 && !word.Literal && !word.Text.StartsWith('-') && BuildTime.Of(word.Text[(equals + 1)..]) is not Determinism.Unknown)
                {
                    all.Add(new ToolSetting(word.Text[..equals], word.Text[(equals + 1)..], script.PlaceOf(word.Offset, word.Length)));
                }
            }
        }

        // The first of a name counts.
        return [.. all.DistinctBy(time => time.Name, StringComparer.Ordinal)];
    }

    private static Word WordOf(string text) => new(text, !text.Contains('$', StringComparison.Ordinal), 0, 0);
}
