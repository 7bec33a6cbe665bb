using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Pipelines.Dinghy.Formats;
using PoPipeline.Sources.Pipelines.Dinghy.Template;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Reads the pipelines of Spinnaker that Dinghy makes of files, and the modules that these are made of.</summary>
internal sealed class DinghyReader : IPipelineReader
{
    /// <inheritdoc/>
    public ImmutableArray<Platform> Platforms => [Platform.Dinghy];

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.Pipelines), nameof(SnapshotPart.IgnoredPipelines), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var candidates = DinghyFiles.Find(repository);
        ImmutableArray<IgnoredPipeline> ignored = [.. DinghyFiles.Ignored(repository).Select(path => new IgnoredPipeline(Platform.Dinghy, path, "Dinghy looks for files that are called 'dinghyfile', in small letters, unless its server is told another name"))];
        return new SourcePlan(candidates, (tree, cancellation) => (candidates.IsEmpty ? new SnapshotPart() : Read(repository, tree, candidates, cancellation)) with { IgnoredPipelines = ignored });
    }

    private static SnapshotPart Read(Repository repository, WorkingTree tree, ImmutableArray<string> candidates, CancellationToken cancellation)
    {
        var files = new ModuleFiles(repository, tree);
        var pipelines = ImmutableArray.CreateBuilder<Pipeline>();
        var commented = ImmutableArray.CreateBuilder<CommentedFile>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in candidates.Where(DinghyFiles.IsDinghyfile).Concat(candidates.Where(path => !DinghyFiles.IsDinghyfile(path))))
        {
            cancellation.ThrowIfCancellationRequested();
            var isCalled = !DinghyFiles.IsDinghyfile(path);
            if (isCalled && used.Contains(path))
            {
                Comment(files.Read(path)!);
                continue;
            }

            var file = tree.Read(path);
            if (file.Fault is { } fault)
            {
                pipelines.Add(Unread(path, isCalled, fault));
            }
            else if (files.Read(path) is not { } source)
            {
                pipelines.Add(Unread(path, isCalled, "it is longer than files of pipelines are"));
            }
            else if (!isCalled || DinghyFiles.MayBeModule(source.Text))
            {
                pipelines.AddRange(Pipelines(repository, files, source, isCalled, used));
                Comment(source);
            }
        }

        return new SnapshotPart
        {
            Pipelines = pipelines.ToImmutable(),
            Commented = commented.ToImmutable(),
        };

        void Comment(SourceText source) => commented.Add(new CommentedFile(source.Path, IsYaml: false) { Marked = TemplateComments.Marked(source.Text) });
    }

    private static ImmutableArray<Pipeline> Pipelines(Repository repository, ModuleFiles files, SourceText source, bool isCalled, HashSet<string> used)
    {
        var renderer = new TemplateRenderer(files, source, isCalled ? NoGlobals : Globals(files, source), isCalled);
        var rendered = renderer.Render();
        used.UnionWith(renderer.Used);
        if (renderer.IsCut)
        {
            return [Unread(source.Path, isCalled, "what its template becomes is too much to be read")];
        }

        var tree = DinghyFormats.Read(rendered, isCalled);
        ImmutableArray<HiddenText> hidden = [.. HiddenTexts.In(source.Path, source.Text), .. renderer.Used.SelectMany(path => HiddenTexts.In(path, files.Read(path)!.Text))];
        var reuses = renderer.Calls.Select(call => new Reference
        {
            Kind = ReferenceKind.Module,
            Text = call.Name,
            Span = call.Span,
            Name = call.Name,
            Pin = Pin.Local,
            Immutable = true,
            Publisher = Publisher.SameRepository,
        });

        // Whoever reads a template that cannot be rendered finds what follows from that as well.
        var problems = renderer.Problems.Any(problem => problem.Effect is ProblemEffect.Rejected) ? renderer.Problems : [.. renderer.Problems, .. tree.Problems.InOrder()];
        return new DinghyfileReader(repository, tree, source, isCalled).Read([.. reuses], problems, hidden);
    }

    private static readonly Dictionary<string, object?> NoGlobals = new(StringComparer.Ordinal);

    // Dinghy looks for the variables of the whole file before it renders it, without its modules.
    internal static Dictionary<string, object?> Globals(ModuleFiles files, SourceText source)
    {
        if (!source.Text.Contains("globals", StringComparison.Ordinal))
        {
            return NoGlobals;
        }

        var tree = DinghyFormats.Read(new TemplateRenderer(files, source, NoGlobals, isCalled: false) { LeavesModules = true }.Render());
        var globals = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var entry in ((tree.Root as YamlMapping)?["globals"] as YamlMapping)?.Entries ?? [])
        {
            globals[entry.Key.Value] = Value(entry.Value, source, tree, 0);
        }

        return globals;
    }

    private static object? Value(YamlNode node, SourceText source, DinghyTree tree, int depth) => node switch
    {
        _ when depth > 20 || tree.UnknownOf(node) is not null => new UnknownText("", Provenance.Unknown),
        YamlMapping mapping => new TemplateText(TemplateValues.Json(Plain(mapping, 0))),
        YamlSequence list => new TemplateText(TemplateValues.Json(Plain(list, 0))),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsPlain: true, Value: "true" } => true,
        YamlScalar { IsPlain: true, Value: "false" } => false,
        YamlScalar { IsPlain: true } scalar when long.TryParse(scalar.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        YamlScalar { IsPlain: false } scalar when scalar.Span.Path == source.Path && source.OffsetOf(scalar.Span.Region.StartLine) + scalar.Span.Region.StartColumn is var at && string.CompareOrdinal(source.Text, at, scalar.Value, 0, scalar.Value.Length) == 0
            => new TemplateText(scalar.Value) { Source = source, Offset = at },
        YamlScalar scalar => new TemplateText(scalar.Value),
        _ => null,
    };

    private static object? Plain(YamlNode node, int depth) => node switch
    {
        _ when depth > 20 => null,
        YamlMapping mapping => mapping.Entries.GroupBy(entry => entry.Key.Value, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => Plain(entry.Last().Value, depth + 1), StringComparer.Ordinal),
        YamlSequence list => list.Items.Select(item => Plain(item, depth + 1)).ToList(),
        YamlScalar { IsPlain: true, Value: "true" } => true,
        YamlScalar { IsPlain: true, Value: "false" } => false,
        YamlScalar { IsPlain: true } scalar when long.TryParse(scalar.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        YamlScalar { IsNull: false } scalar => new TemplateText(scalar.Value),
        _ => null,
    };

    private static Pipeline Unread(string path, bool isCalled, string why) => new()
    {
        Platform = Platform.Dinghy,
        Path = path,
        Kind = isCalled ? PipelineKind.Action : PipelineKind.Workflow,
        Unreadable = why,
    };
}
