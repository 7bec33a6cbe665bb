using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;
using PoPipeline.Sources.Pipelines.Jenkins.Validation;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Reads Jenkinsfiles, and shared libraries.</summary>
internal sealed class JenkinsReader : IPipelineReader
{
    /// <summary>What starts a run for a change that somebody proposes.</summary>
    public const string Change = "change";

    /// <inheritdoc/>
    public ImmutableArray<Platform> Platforms => [Platform.Jenkins];

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.Pipelines), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var isLibrary = JenkinsFiles.IsLibrary(repository);
        var found = repository.Files.Select(file => new { Path = file, Kind = JenkinsFiles.KindOf(file, isLibrary) }).Where(file => file.Kind is not JenkinsFileKind.None).ToImmutableArray();
        return new SourcePlan(
            found.Select(file => file.Path),
            (tree, cancellation) =>
            {
                var files = new JenkinsFileSet(repository, tree, cancellation);
                foreach (var file in found)
                {
                    files.Add(file.Path, file.Kind);
                }

                var read = files.Read(Read).ToList();
                ImmutableArray<Pipeline> pipelines = [.. read, .. files.Unread.Select(file => Unread(file.Key, PipelineKind.Action, file.Value))];
                return new SnapshotPart
                {
                    Pipelines = pipelines,
                    Commented =
                    [
                        .. pipelines.Where(pipeline => pipeline.Unreadable is null).Select(pipeline => GroovyComments.Of(new JenkinsText(pipeline.Path, tree.Read(pipeline.Path).Text))),
                        .. files.Named.Concat(files.Unread.Select(file => file.Key)).Select(path => new CommentedFile(path, path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal))),
                    ],
                };
            });
    }

    private static Pipeline Unread(string path, PipelineKind kind, string? fault) => new() { Platform = Platform.Jenkins, Path = path, Kind = kind, CalledAs = [path], Unreadable = fault };

    private static Pipeline? Read(JenkinsFile file)
    {
        var isLibrary = file.IsLibrary;
        var unread = Unread(file.Path, isLibrary ? PipelineKind.Action : PipelineKind.Workflow, file.Fault);
        if (file.Fault is not null)
        {
            return unread;
        }

        var (text, script) = (file.Text!, file.Script!);
        var isPart = isLibrary || file.IsLoaded || (file.Kind is JenkinsFileKind.Shelved && IsLoaded(script));
        var walk = new PipelineWalk(text, file.Values!, file.Resources);
        walk.Walk(script, isLibrary ? "library" : "pipeline", isPart);
        if (!walk.IsPipeline && file.Kind is JenkinsFileKind.Shelved or JenkinsFileKind.Class)
        {
            return null;
        }

        if (script.TooDeep is { } deep)
        {
            return unread with
            {
                Unreadable = "it is nested deeper than PoPipeline reads",
                Problems = [new Problem(ProblemKind.Syntax, $"Statements or expressions lie deeper in each other than the {GroovyParser.MostLevels} levels that PoPipeline reads", text.PlaceOf(deep, deep))],
            };
        }

        if (walk.IsTooLong)
        {
            return unread with { Unreadable = "it has more steps, or more is pasted into them, than PoPipeline reads" };
        }

        // Parts that a pipeline loads have no machine of their own.
        var jobs = walk.Jobs;
        var secrets = walk.SecretUses;
        var isOpen = jobs.Any(job => job.Steps.Any(step => step.Checkout is { Origin: Origin.Outsider }) && secrets.Any(use => use.Job is null || use.Job == job.Id));
        return unread with
        {
            Kind = isPart ? PipelineKind.Action : PipelineKind.Workflow,
            Problems =
            [
                .. script.Problems.Select(problem => new Problem(ProblemKind.Syntax, problem.Message, text.PlaceOf(problem.Start, problem.End)) { Text = "groovy", Effect = ProblemEffect.Rejected }),
                .. script.Problems.IsEmpty ? new DeclarativeValidator(text).Validate(script) : [],
                .. script.Problems.IsEmpty ? PlainMethods.In(script, text) : [],
            ],
            Triggers = isPart ? [] :
            [
                new Trigger { Name = "push", Span = Place.StartOf(file.Path), StartedBy = Origin.Contributor, Privileged = true, Occasion = Occasion.Push },
                new Trigger { Name = Change, Span = Place.StartOf(file.Path), StartedBy = Origin.Outsider, Privileged = isOpen, Occasion = Occasion.Proposal },
                .. walk.Triggers,
            ],
            Variables = walk.Variables,
            Reuses = walk.Libraries,
            Jobs = jobs,
            Concurrency = walk.Concurrency,
            SecretUses = secrets,
            Credentials = walk.Credentials,
            HiddenTexts = HiddenTexts.In(file.Path, text.Text),
        };
    }

    // What other pipelines load gives them its methods, or nothing but methods is in it.
    private static bool IsLoaded(GroovyScript script) =>
        script.Statements is [.., GroovyJump { Word: "return", Value: GroovyName { Name: "this" } }] || script.Statements.All(statement => statement is GroovyMethod or GroovyImport or GroovyClass or GroovyVariable { Value: null });
}
