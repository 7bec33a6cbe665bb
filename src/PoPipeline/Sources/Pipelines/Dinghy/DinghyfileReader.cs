using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Dinghy.Formats;
using PoPipeline.Sources.Pipelines.Dinghy.Spel;
using PoPipeline.Sources.Pipelines.Dinghy.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Turns what a dinghyfile or a module holds into the model that all platforms share.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">What it holds.</param>
/// <param name="source">The file.</param>
/// <param name="isModule">Whether others make it a part of theirs.</param>
/// <remarks>Source: https://docs.armory.io/plugins/pipelines-as-code/use/ and dinghyfile.go of https://github.com/armory/dinghy.</remarks>
internal sealed class DinghyfileReader(Repository repository, DinghyTree tree, SourceText source, bool isModule)
{
    private const int MostPipelines = 300;

    private readonly ArtifactReader artifacts = new(repository, tree);

    /// <summary>The pipelines; where there is none, one without stages, which stands for the file.</summary>
    /// <param name="reuses">The modules of the repository that it is made of.</param>
    /// <param name="problems">What is wrong with the file as a whole.</param>
    /// <param name="hidden">Characters in its files that nobody sees.</param>
    public ImmutableArray<Pipeline> Read(ImmutableArray<Reference> reuses, ImmutableArray<Problem> problems, ImmutableArray<HiddenText> hidden)
    {
        var root = tree.Root as YamlMapping;
        var validator = new DinghyfileValidator(tree);
        var parts = Parts(root);
        var isCut = parts.Length > MostPipelines;
        parts = isCut ? parts[..MostPipelines] : parts;
        if (!isModule)
        {
            validator.File(root, source);
        }

        validator.Pipelines(parts);
        var written = new FileTexts(new DinghyTexts(tree, SpelSources.None));
        written.Read(root is null || isModule ? null : Nodes.Entry(root, "spec")?.Value, "spec");
        var first = new Pipeline
        {
            Platform = Platform.Dinghy,
            Path = source.Path,
            Kind = isModule ? PipelineKind.Action : PipelineKind.Workflow,
            Reuses = [.. reuses, .. Elsewhere(root)],
            Problems = [.. problems, .. tree.IsBroken && parts.Length == 0 ? [] : validator.Problems],
            HiddenTexts = hidden,
            Credentials = written.Credentials,
            OpenRights = isModule || root is null || parts.IsEmpty ? [] : [.. ApplicationRights.In(root, tree)],
            Drifts = root is not null && Nodes.Entry(root, "deleteStalePipelines") is { } deletes && Nodes.IsTrue(deletes.Value) ? [new Drift(DriftKind.DeletesUnnamed, "deleteStalePipelines: true", deletes.Key.Span.Path == deletes.Value.Span.Path ? deletes.Key.Span.To(deletes.Value.Span) : deletes.Key.Span)] : [],
        };
        if (parts.IsEmpty)
        {
            return [first with { Unreadable = tree.IsBroken && root is null && !isModule ? "it cannot be read as JSON, YAML or HCL" : null, Unseen = isModule ? null : UnseenOf(root) }];
        }

        var all = ImmutableArray.CreateBuilder<Pipeline>(parts.Length);
        foreach (var (index, part) in parts.Index())
        {
            var pipeline = Pipeline(part, first, parts.Length == 1 ? null : Member(parts, index));
            all.Add(index == 0 ? pipeline with { Unseen = isCut ? $"it holds more than the {MostPipelines} pipelines that are read of a file" : pipeline.Unseen } : pipeline with { Reuses = pipeline.Reuses.RemoveRange(0, first.Reuses.Length), Problems = [], HiddenTexts = [], OpenRights = pipeline.OpenRights.RemoveRange(0, first.OpenRights.Length), Credentials = pipeline.Credentials.RemoveRange(0, first.Credentials.Length), Drifts = pipeline.Drifts.RemoveRange(0, first.Drifts.Length) });
        }

        return all.MoveToImmutable();
    }

    // A module may be a pipeline, a stage, or a list of them; of a trigger or another part nothing is judged but what is written in it.
    private ImmutableArray<YamlMapping> Parts(YamlMapping? root) =>
        root is null ? [.. Nodes.Objects(isModule ? tree.Root : null).Where(IsStage).Select(Around).Take(1)]
        : Nodes.Entry(root, "pipelines") is { } pipelines ? [.. Nodes.Objects(pipelines.Value)]
        : !isModule ? []
        : root["stages"] is not null ? [root]
        : IsStage(root) ? [Around(root)]
        : [];

    private static bool IsStage(YamlMapping mapping) => mapping["type"] is YamlScalar && (mapping["refId"] is not null || mapping["requisiteStageRefIds"] is not null);

    // A stage that stands alone, as a pipeline of one; a list of them as one of all.
    private YamlMapping Around(YamlMapping stage)
    {
        var key = YamlScalar.Of(stage.Span.Start, "stages", isPlain: true, []);
        return new YamlMapping(stage.Span, [new YamlEntry(key, tree.Root as YamlSequence ?? new YamlSequence(stage.Span, [stage], isFlow: true))], isFlow: true);
    }

    // What a module elsewhere makes as a whole: a pipeline, all of them, or all of the file.
    private IEnumerable<Reference> Elsewhere(YamlMapping? root)
    {
        var whole = root is null ? tree.Root : Nodes.Entry(root, "pipelines")?.Value;
        return whole is null ? [] : Nodes.Items(whole).Prepend(whole).Select(item => tree.UnknownOf(item)?.Call).OfType<ModuleCall>().Select(StageReader.Module);
    }

    private string? UnseenOf(YamlMapping? root)
    {
        var whole = root is null ? tree.Root : Nodes.Entry(root, "pipelines")?.Value;
        return whole is null || tree.UnknownOf(whole) is not { } unknown ? null
            : unknown.Call is { } call ? $"its pipelines are made by the module '{call.Name}', which lies elsewhere"
            : "its pipelines are filled in by what only the server knows";
    }

    private static string Member(ImmutableArray<YamlMapping> parts, int index)
    {
        var name = Nodes.Text(parts[index]["name"])?.Value ?? "";
        return name.Length == 0 || parts.Count(part => Nodes.Text(part["name"])?.Value == name) > 1 ? $"{name}-{index + 1}" : name;
    }

    private Pipeline Pipeline(YamlMapping part, Pipeline first, string? member)
    {
        var triggers = TriggerReader.Read(part["triggers"], tree);
        var texts = new DinghyTexts(tree, isModule ? SpelSources.None : triggers.Sources);
        var jobs = new StageReader(texts, artifacts).Read(part);
        var name = Nodes.Located(part["name"]);
        var written = new FileTexts(texts);
        written.Read(part, member ?? "pipeline");
        return first with
        {
            Member = member,
            Name = name,
            Unseen = Nodes.Items(part["stages"]).Skip(StageReader.MostStages).Any() ? $"a pipeline of it has more than the {StageReader.MostStages} stages that are read of one" : null,
            Triggers = isModule ? [] : triggers.Triggers,
            Connections = [.. Nodes.Objects(part["notifications"]).Concat(Nodes.Objects(part["stages"]).SelectMany(stage => Nodes.Objects(stage["notifications"]))).Select(told => Nodes.Text(told["address"])).OfType<YamlScalar>()
                .Where(address => address.Value.Contains("://", StringComparison.Ordinal) && !texts.IsOpen(address)).Select(address => new Connection(texts.Masked(address, name: null, "notifications"), address.Span))],
            Jobs = jobs,
            Reuses = [.. first.Reuses, .. artifacts.Expected(part)],
            OpenRights = isModule ? [] : [.. first.OpenRights, .. triggers.Open],
            Concurrency = part.Entry("limitConcurrent") is { } limit && Nodes.IsTrue(limit.Value) ? limit.Key.Span : null,
            Credentials = [.. first.Credentials, .. texts.Credentials],
            Drifts = isModule ? [] : [.. first.Drifts, .. Locked(part)],
        };
    }

    private IEnumerable<Drift> Locked(YamlMapping part)
    {
        if (part["locked"] is not YamlMapping locked)
        {
            return part["locked"] is null && !part.Entries.IsEmpty ? [new Drift(DriftKind.MayBeEdited, "locked: {ui: true}", Nodes.Text(part["name"])?.Span ?? part.Span.Start)] : [];
        }

        return locked.Entry("ui") is not { } ui ? [new Drift(DriftKind.MayBeEdited, "ui: true", locked.Span)]
            : Nodes.IsFalse(ui.Value) ? [new Drift(DriftKind.IsOpenToEdits, "locked.ui: false", ui.Value.Span)]
            : tree.UnknownOf(ui.Value) is null && !Nodes.IsTrue(ui.Value) ? [new Drift(DriftKind.IsOpenToEdits, "locked.ui", ui.Value.Span)]
            : [];
    }
}
