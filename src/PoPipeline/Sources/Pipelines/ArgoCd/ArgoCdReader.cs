using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Pipelines.Tekton;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Reads what Argo CD deploys, what it allows, and how it is set up.</summary>
internal sealed class ArgoCdReader : IPipelineReader
{
    /// <inheritdoc/>
    public ImmutableArray<Platform> Platforms => [Platform.ArgoCd];

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.Pipelines), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var candidates = ArgoFiles.Find(repository);
        return new SourcePlan(candidates.Paths, (tree, cancellation) => candidates.Paths.IsEmpty ? new SnapshotPart() : Read(repository, tree, candidates, cancellation));
    }

    private static SnapshotPart Read(Repository repository, WorkingTree tree, CandidateFiles candidates, CancellationToken cancellation)
    {
        var files = new List<Manifests>();
        if (candidates.Left is { } left)
        {
            files.Add(Manifests.Left(left, CandidateFiles.WhyLeft("manifests")));
        }

        foreach (var path in candidates.Paths)
        {
            cancellation.ThrowIfCancellationRequested();
            var file = tree.Read(path);
            if (file.Fault is { } fault)
            {
                if (ArgoFiles.IsOne(path))
                {
                    files.Add(Manifests.Left(path, $"The file cannot be read: {fault}"));
                }
            }
            else if (ArgoFiles.MayHold(path, file.Text))
            {
                files.Add(Manifests.Of(path, file.Text));
            }
        }

        return files.Count == 0 ? new SnapshotPart() : Part(repository, files, cancellation);
    }

    private static SnapshotPart Part(Repository repository, List<Manifests> files, CancellationToken cancellation)
    {
        var windows = files.SelectMany(file => file.All).Where(manifest => manifest.Kind is ManifestKind.AppProject)
            .SelectMany(project => ProjectReader.WindowsOf(project.Spec).Select(window => (project.Name, Window: window)))
            .ToLookup(one => one.Name, one => one.Window, StringComparer.Ordinal);
        var applications = new ApplicationReader(windows);
        var pipelines = ImmutableArray.CreateBuilder<Pipeline>();
        var named = new List<NamedPath>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.Document.Error is { } error)
            {
                // Elsewhere it is but named.
                if (file.Document.Source.Length == 0 || ArgoFiles.IsOverride(file.Document.Path) || ArgoFiles.SaysSo(file.Document.Source))
                {
                    pipelines.Add(Unread(file, error));
                }

                continue;
            }

            var keys = file.All.Select(manifest => manifest.Key).ToImmutableArray();
            for (var index = 0; index < keys.Length; index++)
            {
                var isNamed = file.All[index].Name.Length > 0 && keys.Count(key => key == keys[index]) == 1;
                var pipeline = Read(file.All[index], repository, applications, named, keys.Length == 1 ? null : isNamed ? keys[index] : $"{keys[index]}-{index + 1}");
                pipelines.Add(pipeline with { HiddenTexts = index == 0 ? [.. HiddenTexts.In(file.Document.Path, file.Document.Source)] : [] });
            }
        }

        var own = OwnRepository.Find(repository, named);
        return new SnapshotPart
        {
            Pipelines = own is null ? pipelines.ToImmutable() : [.. pipelines.Select(pipeline => pipeline with { Reuses = [.. pipeline.Reuses.Select(reference => own.Mark(reference, SourceReader.RepositoryOf(reference)))] })],
            Commented = [.. pipelines.Select(pipeline => pipeline.Path).Distinct(StringComparer.Ordinal).Select(path => new CommentedFile(path, IsYaml: true))],
        };
    }

    private static Pipeline Read(ArgoManifest manifest, Repository repository, ApplicationReader applications, List<NamedPath> named, string? member)
    {
        var reader = new SourceReader(repository);
        var credentials = new CredentialTexts();
        var deployment = manifest.Kind switch
        {
            ManifestKind.Application => applications.Read(manifest, reader),
            ManifestKind.ApplicationSet => applications.ReadSet(manifest, reader),
            ManifestKind.AppProject => ProjectReader.Read(manifest),
            ManifestKind.Overrides => Overridden(manifest, reader),
            _ => SettingsReader.Read(manifest, credentials),
        };
        named.AddRange(reader.Named);
        foreach (var (variable, text) in WrittenTexts.In(manifest.Root))
        {
            _ = credentials.Masked(text, variable, variable is null ? "values" : $"values/{variable}");
        }

        return new Pipeline
        {
            Platform = Platform.ArgoCd,
            Path = manifest.Path,
            Member = member,
            Kind = manifest.Kind is ManifestKind.Application or ManifestKind.ApplicationSet ? PipelineKind.Workflow : PipelineKind.Action,
            Name = manifest.Metadata?["name"] is YamlScalar { IsNull: false } name ? new Located<string>(name.Value, name.Span) : null,
            Problems = ManifestValidator.Validate(manifest, repository),
            Reuses = reader.References,
            Credentials = credentials.Found,
            Drifts = DriftReader.In(manifest),
            Deployment = deployment with { Connections = [.. deployment.Connections, .. reader.Connections.DistinctBy(connection => connection.Span)] },
        };
    }

    private static Deployment Overridden(ArgoManifest manifest, SourceReader reader)
    {
        reader.Fill(manifest.Root);
        return new Deployment { Span = manifest.Root.Span.Start };
    }

    // What a chart makes of it, nobody knows who does not fill it in.
    private static Pipeline Unread(Manifests file, YamlProblem error) => new()
    {
        Platform = Platform.ArgoCd,
        Path = file.Document.Path,
        Kind = PipelineKind.Workflow,
        Unreadable = file.IsTemplated ? $"something fills it in before it is YAML, and as it stands {error.AsClause}" : error.AsClause,
        Problems = file.IsTemplated || file.Document.IsTooLarge ? [] : [new Problem(ProblemKind.Syntax, error.Message, error.Span) { Effect = ProblemEffect.Rejected }],
    };

    private sealed record Manifests(YamlDocument Document, bool IsTemplated, ImmutableArray<ArgoManifest> All)
    {
        public static Manifests Left(string path, string why) => new(new YamlDocument(path, "", Root: null, new YamlProblem(why, Place.StartOf(path)), []) { IsTooLarge = true }, IsTemplated: false, []);

        public static Manifests Of(string path, string text)
        {
            var document = TemplatedText.Read(path, text, out var isTemplated);
            return new Manifests(document, isTemplated, [.. ArgoFiles.In(document, isTemplated)]);
        }
    }
}
