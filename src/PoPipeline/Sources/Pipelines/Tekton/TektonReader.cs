using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Pipelines.Tekton.Konflux;
using PoPipeline.Sources.Pipelines.Tekton.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads tasks, pipelines and runs of Tekton, and what Pipelines-as-Code makes of them.</summary>
internal sealed class TektonReader : IPipelineReader
{
    // A run names a pipeline, which names tasks, which name steps.
    private const int MostRounds = 4;

    private const int MostNamed = 1000;

    /// <inheritdoc/>
    public ImmutableArray<Platform> Platforms => [Platform.Tekton];

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.Pipelines), nameof(SnapshotPart.IgnoredPipelines), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var candidates = TektonFiles.Find(repository);
        return new SourcePlan(candidates.Paths, (tree, cancellation) => candidates.Paths.IsEmpty ? new SnapshotPart() : Read(repository, tree, candidates, cancellation));
    }

    private static SnapshotPart Read(Repository repository, WorkingTree tree, CandidateFiles candidates, CancellationToken cancellation)
    {
        var documents = candidates.Paths.Select(path => Document(tree, path, TektonFiles.IsOne(path), cancellation)).OfType<YamlDocument>().ToImmutableArray();
        if (candidates.Left is { } left)
        {
            documents = documents.Add(Unlooked(left, CandidateFiles.WhyLeft("resources")));
        }

        if (documents.IsEmpty)
        {
            return new SnapshotPart();
        }

        var resources = new ResourceSet(repository, [.. documents.SelectMany(TektonFiles.In)]);
        var known = candidates.Paths.ToHashSet(StringComparer.Ordinal);
        for (var round = 0; ; round++)
        {
            var names = NamedFiles.In(resources).Where(path => resources.HasFile(path) && known.Add(path)).ToList();
            if (names.Count == 0)
            {
                break;
            }

            var most = round == MostRounds ? 0 : MostNamed;
            var named = names.Take(most).Select(path => Document(tree, path, isOne: true, cancellation)).OfType<YamlDocument>();
            documents = [.. documents.Concat(named).Concat(names.Skip(most).Take(1).Select(path => Unlooked(path, "The file is not looked into, since too many files name others"))).OrderBy(document => document.Path, StringComparer.Ordinal)];
            resources = new ResourceSet(repository, [.. documents.SelectMany(TektonFiles.In)]);
            if (round == MostRounds)
            {
                break;
            }
        }

        var reader = new ResourceReader(resources, ValueFlows.Of(resources));
        var settings = new SettingReader(resources);
        var pipelines = ImmutableArray.CreateBuilder<Pipeline>();
        var ignored = ImmutableArray.CreateBuilder<IgnoredPipeline>();
        var byFile = resources.All.Where(resource => ResourceReader.Kinds.Contains(resource.Kind, StringComparer.Ordinal) || SettingReader.Kinds.Contains(resource.Kind, StringComparer.Ordinal) || KindChecks.IsMistaken(resource)).ToLookup(resource => resource.Path, StringComparer.Ordinal);
        foreach (var document in documents)
        {
            cancellation.ThrowIfCancellationRequested();
            if (document.Error is { } error)
            {
                pipelines.Add(Unread(document, error));
                continue;
            }

            var own = byFile[document.Path].ToImmutableArray();
            var doubled = own.GroupBy(resource => resource.Key, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => same.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var (resource, index) in own.Select((resource, index) => (resource, index)))
            {
                var member = own.Length == 1 ? null : doubled.Contains(resource.Key) || resource.Name.Length == 0 ? $"{resource.Key}-{index + 1}" : resource.Key;
                var pipeline = ResourceReader.Kinds.Contains(resource.Kind, StringComparer.Ordinal) ? reader.Read(resource, member) : settings.Read(resource, member);
                pipelines.Add(index > 0 ? pipeline : pipeline with { HiddenTexts = [.. HiddenTexts.In(document.Path, document.Source)] });
            }
        }

        ignored.AddRange(Unstarted(resources));
        return new SnapshotPart
        {
            Pipelines = pipelines.ToImmutable(),
            IgnoredPipelines = ignored.ToImmutable(),
            Commented = [.. pipelines.Select(pipeline => pipeline.Path).Distinct(StringComparer.Ordinal).Select(path => new CommentedFile(path, IsYaml: true))],
        };
    }

    private static YamlDocument? Document(WorkingTree tree, string path, bool isOne, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = tree.Read(path);
        if (file.Fault is { } fault)
        {
            return isOne ? Unlooked(path, $"The file cannot be read: {fault}") : null;
        }

        if (!TektonFiles.MayHold(file.Text))
        {
            return null;
        }

        var document = EffectiveNodes.Of(DynamicText.Read(path, file.Text));

        // Elsewhere a chart holds manifests that something else fills in first.
        return document.Error is not null && !isOne && (file.Text.Contains("{{", StringComparison.Ordinal) || !file.Text.StartsWith("apiVersion", StringComparison.Ordinal)) ? null : document;
    }

    private static YamlDocument Unlooked(string path, string why) => new(path, "", Root: null, new YamlProblem(why, Place.StartOf(path)), []) { IsTooLarge = true };

    private static Pipeline Unread(YamlDocument document, YamlProblem error) => new()
    {
        Platform = Platform.Tekton,
        Path = document.Path,
        Kind = PipelineKind.Workflow,
        Unreadable = TemplateText.IsOne(document.Source) ? "it is a template, which something else fills in before it is a resource" : error.AsClause,
        Problems = document.IsTooLarge || TemplateText.IsOne(document.Source) ? [] : [new Problem(ProblemKind.Syntax, error.Message, error.Span) { Effect = ProblemEffect.Rejected }],
    };

    // A run that nothing starts lies there for nothing, unless people start it by hand.
    private static IEnumerable<IgnoredPipeline> Unstarted(ResourceSet resources)
    {
        var dynamic = resources.All.Where(resource => resource is { IsDynamic: true, Kind: "PipelineRun" }).Select(resource => (resource.Path, Never: EventReader.IsNeverStarted(resource))).ToImmutableArray();
        var isSilent = !dynamic.IsEmpty && dynamic.All(run => run.Never is null);
        return from run in dynamic
               group run.Never by run.Path into file
               let why = isSilent ? "none of the runs in '.tekton' says by an annotation which event starts it"
                   : file.Contains(true) && !file.Contains(false) ? "no event meets the annotations that are to start its runs"
                   : null
               where why is not null
               select new IgnoredPipeline(Platform.Tekton, file.Key, why);
    }
}
