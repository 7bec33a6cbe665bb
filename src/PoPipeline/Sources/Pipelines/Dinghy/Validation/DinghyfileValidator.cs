using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Dinghy.Formats;
using PoPipeline.Sources.Pipelines.Dinghy.Spel;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy.Validation;

/// <summary>Finds what Dinghy or Spinnaker would refuse, or not do as it is written.</summary>
/// <param name="tree">What the file holds.</param>
/// <remarks>Source: dinghyfile.go and builder.go of https://github.com/armory/dinghy, pipelines.go of https://github.com/armory/plank.</remarks>
internal sealed class DinghyfileValidator(DinghyTree tree)
{
    private static readonly string[] TopKeys = ["application", "spec", "deleteStalePipelines", "globals", "pipelines"];

    private static readonly string[] PipelineKeys =
    [
        "application", "name", "stages", "triggers", "parameterConfig", "notifications", "expectedArtifacts", "keepWaitingPipelines", "limitConcurrent", "locked", "description", "appConfig", "spelEvaluator", "lastModifiedBy", "updateTs", "config",
    ];

    private static readonly string[] StageKeys = ["refId", "requisiteStageRefIds", "waitTime", "stageEnabled", "failPipeline", "continuePipeline", "completeOtherBranchesThenFail", "judgmentInputs", "selectedStageRoles", "restrictExecutionDuringTimeWindow", "restrictedExecutionWindow"];

    private readonly ProblemList problems = new(ProblemEffect.Altered);

    /// <summary>What is wrong.</summary>
    public ImmutableArray<Problem> Problems => problems.InOrder();

    /// <summary>Looks at the file as a whole.</summary>
    /// <param name="root">What it holds; null where it is no object.</param>
    /// <param name="source">The file.</param>
    public void File(YamlMapping? root, SourceText source)
    {
        if (root is null)
        {
            if (tree.Root is not null && tree.UnknownOf(tree.Root) is null && !tree.IsBroken)
            {
                problems.Add(ProblemKind.Type, "A dinghyfile is an object with 'application' and 'pipelines'", tree.Root.Span, ProblemEffect.Rejected);
            }
            else if (tree.Root is null && !tree.IsBroken)
            {
                problems.Add(ProblemKind.Missing, "The file is empty: a dinghyfile is an object with 'application' and 'pipelines'", Place.StartOf(source.Path), ProblemEffect.Rejected);
            }

            return;
        }

        foreach (var entry in root.Entries.Where(entry => !TopKeys.Contains(entry.Key.Value, StringComparer.OrdinalIgnoreCase)))
        {
            problems.Add(ProblemKind.Key, $"'{entry.Key.Value}' is no key of a dinghyfile{Names.Meant(entry.Key.Value, TopKeys)}", entry.Key.Span);
        }

        Doubled(root);
        var isNamed = Nodes.Entry(root, "application") is not null || (Nodes.Entry(root, "spec")?.Value as YamlMapping)?["name"] is not null || Nodes.Entry(root, "spec")?.Value is YamlScalar;
        if (!isNamed && Nodes.Entry(root, "pipelines") is { } pipelines)
        {
            problems.Add(ProblemKind.Missing, "'application' is missing, without which nobody knows whose pipelines these are", pipelines.Key.Span, ProblemEffect.Rejected);
        }

        Typed(Nodes.Entry(root, "pipelines"), "a list", static node => node is YamlSequence or YamlMapping { IsFlow: true }, ProblemEffect.Rejected);
        Typed(Nodes.Entry(root, "spec"), "an object", static node => node is YamlMapping, ProblemEffect.Rejected);
        Typed(Nodes.Entry(root, "globals"), "an object", static node => node is YamlMapping, ProblemEffect.Rejected);
        Typed(Nodes.Entry(root, "deleteStalePipelines"), "true or false, without quotes", IsTruth, ProblemEffect.Rejected);
    }

    /// <summary>Looks at pipelines.</summary>
    /// <param name="pipelines">The pipelines.</param>
    public void Pipelines(ImmutableArray<YamlMapping> pipelines)
    {
        var names = new HashSet<(string? Application, string Name)>();
        foreach (var pipeline in pipelines)
        {
            if (Nodes.Text(pipeline["name"]) is { } name && tree.In(name).Count == 0 && tree.UnknownOf(name) is null && !names.Add((Nodes.Text(pipeline["application"])?.Value, name.Value)))
            {
                problems.Add(ProblemKind.Unique, $"Another pipeline before has the name '{name.Value}' as well: the last one takes the place of the others", name.Span);
            }

            foreach (var entry in pipeline.Entries)
            {
                Misspelt(entry.Key, PipelineKeys, pipeline);
            }

            Doubled(pipeline);
            Typed(pipeline.Entry("stages"), "a list", static node => node is YamlSequence or YamlMapping, ProblemEffect.Rejected);
            Typed(pipeline.Entry("triggers"), "a list", static node => node is YamlSequence or YamlMapping, ProblemEffect.Rejected);
            Typed(pipeline.Entry("limitConcurrent"), "true or false, without quotes", IsTruth, ProblemEffect.Rejected);
            Typed(pipeline.Entry("keepWaitingPipelines"), "true or false, without quotes", IsTruth, ProblemEffect.Rejected);
            Typed(pipeline.Entry("locked"), "an object", static node => node is YamlMapping, ProblemEffect.Rejected);
            Stages(pipeline);
            Expressions(pipeline, 0);
        }
    }

    private void Stages(YamlMapping pipeline)
    {
        var items = Nodes.Items(pipeline["stages"]).ToImmutableArray();
        var stages = items.OfType<YamlMapping>().ToImmutableArray();
        var ids = new Dictionary<string, YamlMapping>(StringComparer.Ordinal);

        // What a module elsewhere makes may have any id.
        var isWhole = items.All(item => item is YamlMapping) && pipeline["stages"] is not null && tree.UnknownOf(pipeline["stages"]) is null && stages.All(stage => stage["refId"] is not YamlScalar id || (tree.In(id).Count == 0 && tree.UnknownOf(id) is null));
        foreach (var item in items.Where(item => item is not YamlMapping && tree.UnknownOf(item) is null))
        {
            problems.Add(ProblemKind.Type, "A stage is an object", item.Span, ProblemEffect.Rejected);
        }

        foreach (var stage in stages)
        {
            foreach (var entry in stage.Entries)
            {
                Misspelt(entry.Key, StageKeys, stage);
            }

            Doubled(stage);
            if (stage.Entry("restrictedExecutionWindow") is { } window && stage["restrictExecutionDuringTimeWindow"] is null && stages.Length == items.Length)
            {
                problems.Add(ProblemKind.Condition, "'restrictedExecutionWindow' counts only beside 'restrictExecutionDuringTimeWindow: true', so that the stage runs at any time", window.Key.Span);
            }

            if (stage["type"] is null && stage["refId"] is not null)
            {
                problems.Add(ProblemKind.Missing, "'type' is missing, which says what the stage does", stage.Span.Start, ProblemEffect.Rejected);
            }

            if (stage["refId"] is not YamlScalar { IsNull: false, Value.Length: > 0 } id)
            {
                // A pipeline of one stage runs without.
                if (stages.Length > 1 && (stage["refId"] is YamlScalar { IsNull: false } || stages.Any(other => other["refId"] is not null)))
                {
                    problems.Add(ProblemKind.Id, "The stage has no 'refId', by which others wait for it and which tells it from them", (Nodes.Text(stage["name"]) ?? Nodes.Text(stage["type"]))?.Span ?? stage.Span.Start, ProblemEffect.Unknown);
                }
            }
            else if (tree.In(id).Count == 0 && tree.UnknownOf(id) is null && !ids.TryAdd(id.Value, stage))
            {
                problems.Add(ProblemKind.Id, $"Another stage before has the 'refId' '{id.Value}' as well", id.Span, ProblemEffect.Rejected);
            }
        }

        if (isWhole)
        {
            Needs(stages, ids);
        }
    }

    private void Needs(ImmutableArray<YamlMapping> stages, Dictionary<string, YamlMapping> ids)
    {
        foreach (var stage in stages)
        {
            foreach (var need in Nodes.Texts(stage["requisiteStageRefIds"]).Where(need => tree.In(need).Count == 0 && tree.UnknownOf(need) is null))
            {
                if (need.Value == (stage["refId"] as YamlScalar)?.Value)
                {
                    problems.Add(ProblemKind.Needs, $"The stage '{need.Value}' waits for itself", need.Span, ProblemEffect.Rejected);
                }
                else if (!ids.ContainsKey(need.Value))
                {
                    problems.Add(ProblemKind.Needs, $"No stage has the 'refId' '{need.Value}'{Names.Meant(need.Value, ids.Keys)}", need.Span, ProblemEffect.Rejected);
                }
            }
        }

        var waits = ids.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)[.. Nodes.Texts(entry.Value["requisiteStageRefIds"]).Select(need => need.Value).Where(need => need != entry.Key && ids.ContainsKey(need)).Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);
        if (new WaitingCircle(id => waits[id], StringComparison.Ordinal).Find(ids.Keys) is { } circle)
        {
            problems.Add(ProblemKind.Needs, $"Stages wait for each other, so that none of them ever starts: {string.Join(" → ", circle.Select(id => $"'{id}'"))}", ((YamlScalar)ids[circle[0]]["refId"]!).Span, ProblemEffect.Rejected);
        }
    }

    // Expressions that cannot be read fail the stage, or stay as they are written.
    private void Expressions(YamlNode? node, int depth)
    {
        if (depth > 60 || problems.IsFull)
        {
            return;
        }

        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Expressions(entry.Value, depth + 1);
                }

                break;
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    Expressions(item, depth + 1);
                }

                break;
            case YamlScalar text when tree.In(text).Count == 0 && text.Value.Contains("${", StringComparison.Ordinal):
                foreach (var expression in SpelReader.In(text.Value, SpelSources.None).Where(expression => expression.Fault is not null && IsMeant(expression.Text)))
                {
                    problems.Add(ProblemKind.Expression, $"The expression '{(expression.Text.Length > 80 ? string.Concat(expression.Text.AsSpan(0, 79), "…") : expression.Text)}' cannot be read: {expression.Fault}", text.PlaceOf(expression.Offset, expression.Text.Length), ProblemEffect.Unknown);
                }

                break;
        }
    }

    // Variables of a shell look alike: ${HOME}, ${A:-b}.
    private static bool IsMeant(string text) => text.Contains("trigger", StringComparison.Ordinal) || text.Contains("parameters", StringComparison.Ordinal) || text.Contains("execution", StringComparison.Ordinal) || text.Contains("${#", StringComparison.Ordinal);

    private void Misspelt(YamlScalar key, string[] known, YamlMapping mapping)
    {
        if (known.Contains(key.Value, StringComparer.Ordinal) || key.Value.Length < 4)
        {
            return;
        }

        var meant = known.FirstOrDefault(name => name.Equals(key.Value, StringComparison.OrdinalIgnoreCase));
        if (meant is not null && mapping[meant] is null)
        {
            problems.Add(ProblemKind.Key, $"'{key.Value}' is not read, since it is written '{meant}'", key.Span);
        }
    }

    private void Doubled(YamlMapping mapping)
    {
        var seen = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries.Where(entry => !seen.TryAdd(entry.Key.Value, entry.Value)))
        {
            var isSame = entry.Value is YamlScalar value && seen[entry.Key.Value] is YamlScalar first && first.Value == value.Value;
            problems.Add(ProblemKind.Key, isSame ? $"'{entry.Key.Value}' stands here twice" : $"'{entry.Key.Value}' stands here twice, of which the last counts", entry.Key.Span, isSame ? ProblemEffect.None : ProblemEffect.Altered);
        }
    }

    private void Typed(YamlEntry? entry, string wanted, Predicate<YamlNode> fits, ProblemEffect effect)
    {
        if (entry is not null && tree.UnknownOf(entry.Value) is null && entry.Value is not YamlScalar { IsNull: true } && !fits(entry.Value))
        {
            problems.Add(ProblemKind.Type, $"'{entry.Key.Value}' must be {wanted}", entry.Value.Span, effect);
        }
    }

    // Go refuses a text where a truth value is meant.
    private static bool IsTruth(YamlNode node) => node is YamlScalar { IsPlain: true, Value: "true" or "false" };
}
