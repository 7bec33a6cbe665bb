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

namespace PoPipeline.Rules.Builds;

/// <summary>The commands by which pipelines have Bazel build, with the options that each ends up with.</summary>
internal sealed class BazelRuns
{
    private static readonly ImmutableArray<string> Building = ["build", "run", "test", "coverage", "mobile-install"];

    private static readonly Syntax Words = new()
    {
        Valued = "--config --lockfile_mode --output_base --output_user_root --bazelrc --max_idle_secs --jobs -j -c --compilation_mode --test_output --platforms --repository_cache --disk_cache --remote_cache --registry --spawn_strategy --strategy --genrule_strategy --action_env --repo_env",
    };

    private static readonly ConditionalWeakTable<Snapshot, BazelRuns> Known = [];

    private readonly ImmutableArray<Project> projects;
    private readonly CommandFileIndex commands;
    private readonly int pipelines;
    private readonly ConcurrentDictionary<Pipeline, ImmutableArray<BazelRun>> found = new(ReferenceEqualityComparer.Instance);

    private BazelRuns(Snapshot snapshot)
    {
        pipelines = snapshot.Pipelines.Length;
        projects = [.. snapshot.Projects.Where(project => project.Ecosystem is Ecosystem.Bazel)];
        commands = new CommandFileIndex(projects.IsEmpty ? [] : snapshot.CommandFiles);
    }

    /// <summary>Those of a repository, found once.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static BazelRuns In(Snapshot snapshot) => Known.GetValue(snapshot, static one => new BazelRuns(one));

    /// <summary>Whether the repository has a project of Bazel.</summary>
    public bool IsUsed => !projects.IsEmpty;

    /// <summary>Those of a pipeline, in its order.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public ImmutableArray<BazelRun> Of(Pipeline pipeline) => projects.IsEmpty ? [] : found.GetOrAdd(pipeline, Find);

    private ImmutableArray<BazelRun> Find(Pipeline pipeline)
    {
        var runs = ImmutableArray.CreateBuilder<BazelRun>();
        var budget = new VariantBudget(pipelines);
        foreach (var job in pipeline.Jobs)
        {
            var followed = new FollowedCommands(commands, static _ => false, budget);
            foreach (var step in job.Steps)
            {
                foreach (var command in followed.Of(step, () => StepSurroundings.Of(pipeline, job, step)))
                {
                    if (command.Command.Name is "bazel" or "bazelisk" && command.Way is not { IsImage: true } && Of(command) is { } run)
                    {
                        runs.Add(run);
                    }
                }
            }
        }

        return runs.ToImmutable();
    }

    private BazelRun? Of(FollowedCommand followed)
    {
        var call = Invocation.Read(followed.Command, InstallSurroundings.None, Words);
        if (!Building.Contains(call.Verb) || call.Has("--help") || ProjectAt(followed.Standing.Now) is not { } project)
        {
            return null;
        }

        var written = call.Options.Select(option => option.Value is null || option.Word.Text.Contains('=', StringComparison.Ordinal) ? option.Word.Text : $"{option.Name}={option.Value.Text}");
        var options = BazelOptions.Of(project.Settings, call.Verb, written, followed.Place);

        // Where a variable stands among the targets it may be one; before them it holds options.
        var open = followed.Command.Words.Skip(1).FirstOrDefault(word => word.Text is ['$', not '(', ..] && !word.Text.Contains('/', StringComparison.Ordinal) && !word.Text.Contains(':', StringComparison.Ordinal));
        return new BazelRun(project, options, followed.Place, followed.Text)
        {
            Unknown = call.Value("--bazelrc") is { } other ? $"what '{other}' sets is not read"
                : options.Missing is { } missing ? $"what '--config={missing}' stands for is in no file that is read"
                : project.Settings.Any(setting => setting is { Name: BazelSettings.Beyond, Value: null }) ? "its files of settings import more than is read"
                : open is not null ? $"'{open.Text}' may hold options, and is only known while the pipeline runs"
                : null,
        };
    }

    private Project? ProjectAt(string? folder)
    {
        if (folder is null)
        {
            return projects.Length == 1 ? projects[0] : null;
        }

        Project? nearest = null;
        foreach (var project in projects)
        {
            if ((project.Folder.Length == 0 || folder == project.Folder || folder.StartsWith($"{project.Folder}/", StringComparison.Ordinal)) && (nearest is null || project.Folder.Length > nearest.Folder.Length))
            {
                nearest = project;
            }
        }

        return nearest;
    }
}
