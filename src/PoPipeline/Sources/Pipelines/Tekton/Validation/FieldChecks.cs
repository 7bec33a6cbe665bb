using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>Holds the fields of a resource to what Tekton publishes of them.</summary>
/// <param name="version">The group and version of its interface.</param>
/// <param name="isRead">Whether Pipelines-as-Code reads it first, which passes over a field that it does not know.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class FieldChecks(string version, bool isRead, ProblemList problems)
{
    // Deeper than any field lies.
    private const int Deepest = 64;

    // What a field was called before version 1, or is called where it moved to.
    private static readonly FrozenDictionary<string, string> Moved = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["steps.resources"] = "computeResources",
        ["sidecars.resources"] = "computeResources",
        ["stepTemplate.resources"] = "computeResources",
        ["taskRef.bundle"] = "resolver: bundles",
        ["pipelineRef.bundle"] = "resolver: bundles",
        ["spec.serviceAccountName"] = "taskRunTemplate.serviceAccountName",
        ["spec.podTemplate"] = "taskRunTemplate.podTemplate",
        ["spec.timeout"] = "timeouts.pipeline",
        ["taskRunSpecs.taskServiceAccountName"] = "serviceAccountName",
        ["taskRunSpecs.taskPodTemplate"] = "podTemplate",
        ["taskRunSpecs.stepOverrides"] = "stepSpecs",
        ["spec.stepOverrides"] = "stepSpecs",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What the admission writes by itself where nothing is, since these have no 'omitempty' in Tekton's types; and what else these lack is told with more words.
    private static readonly FrozenSet<string> Filled = FrozenSet.Create(
        StringComparer.Ordinal, "steps.name", "workspaces.mountPath", "stepSpecs.computeResources", "sidecarSpecs.computeResources", "params.name", "tasks.name", "finally.name", "results.name");

    private readonly HashSet<(YamlNode Node, FieldType Type)> seen = new(NodeComparer.Instance);

    /// <summary>Looks at the fields of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, ProblemList problems)
    {
        var schema = ServedSchema.Default;
        if (schema.Find(resource.ApiVersion, resource.Kind) is { } type)
        {
            new FieldChecks(resource.ApiVersion, resource.IsDynamic, problems).Look(resource.Root.Entry("spec")!.Value, type, "spec", 0);
        }
        else if (resource.ApiVersion.Split('/')[0] is "tekton.dev" && schema.VersionsOf("tekton.dev", resource.Kind).ToList() is [_, ..] versions && resource.Root["apiVersion"] is YamlScalar { Value: var written } node && !PlainText.IsFilledIn(node))
        {
            problems.Add(ProblemKind.Type, $"There is no '{resource.Kind}' in '{written}'{Names.Meant(written, versions)}", node.Span);
        }
    }

    /// <summary>Looks at the fields of a part.</summary>
    /// <param name="node">The part.</param>
    /// <param name="type">What it may hold.</param>
    /// <param name="name">What it is called.</param>
    public void Look(YamlNode node, FieldType type, string name) => Look(node, type, name, 0);

    private void Look(YamlNode node, FieldType type, string name, int depth)
    {
        if (problems.IsFull || depth > Deepest || type.Kind is FieldKind.Any || node is YamlScalar { IsNull: true } || (node is YamlScalar filled && PlainText.IsFilledIn(filled)) || !seen.Add((node, type)))
        {
            return;
        }

        switch (type.Kind)
        {
            case FieldKind.List:
                if (node is YamlSequence sequence)
                {
                    foreach (var item in sequence.Items)
                    {
                        Look(item, ServedSchema.Default[type.Item], name, depth + 1);
                    }
                }
                else
                {
                    Wrong(node, name, "a list");
                }

                break;
            case FieldKind.Map or FieldKind.Fields:
                if (node is YamlMapping mapping)
                {
                    Fields(mapping, type, name, depth);
                }
                else
                {
                    Wrong(node, name, "a mapping");
                }

                break;
            default:
                Scalar(node, type, name);
                break;
        }
    }

    private void Fields(YamlMapping mapping, FieldType type, string name, int depth)
    {
        var schema = ServedSchema.Default;
        foreach (var entry in mapping.Entries)
        {
            var key = entry.Key.Value;
            if (type.Kind is FieldKind.Map)
            {
                Look(entry.Value, schema[type.Item], key, depth + 1);
            }
            else if (type.Fields.TryGetValue(key, out var field))
            {
                Look(entry.Value, schema[field], key, depth + 1);
            }
            else if (!PlainText.IsFilledIn(entry.Key))
            {
                problems.Add(
                    ProblemKind.Key,
                    $"'{key}' is no field of '{name}'{(Moved.TryGetValue($"{name}.{key}", out var moved) ? $" in '{version}'; '{moved}' is" : Names.Meant(key, type.Fields.Keys))}",
                    entry.Key.Span,
                    isRead ? ProblemEffect.Altered : ProblemEffect.Rejected);
            }
        }

        // Pipelines-as-Code hands on an empty text where a value is left out.
        foreach (var need in type.Needs.Where(need => mapping.Entry(need) is null && !Filled.Contains($"{name}.{need}") && !(isRead && name is "params" && need is "value")))
        {
            problems.Add(ProblemKind.Missing, $"What stands in '{name}' needs a '{need}'", mapping.Span.Start);
        }
    }

    private void Scalar(YamlNode node, FieldType type, string name)
    {
        var what = type.Kind switch
        {
            FieldKind.Text => "a text",
            FieldKind.Integer => "a whole number",
            FieldKind.Number => "a number",
            FieldKind.Truth => "'true' or 'false'",
            _ => "a number or a text",
        };
        if (node is not YamlScalar scalar)
        {
            Wrong(node, name, what);
            return;
        }

        var kind = PlainText.KindOf(scalar);
        if (type.Kind is FieldKind.Text && kind is not FieldKind.Text)
        {
            problems.Add(ProblemKind.Type, $"'{name}' has to be a text, so that '{scalar.Value}' needs quotes", scalar.Span);
        }
        else if (type.Kind is FieldKind.Integer or FieldKind.Truth && kind != type.Kind)
        {
            problems.Add(ProblemKind.Type, $"'{name}' has to be {what}, and '{scalar.Value}' is none", scalar.Span);
        }
        else if (!type.Words.IsEmpty && !type.Words.Contains(scalar.Value, StringComparer.Ordinal))
        {
            problems.Add(ProblemKind.Type, $"'{scalar.Value}' is nothing that '{name}' can be; {Names.OneOf(type.Words)}", scalar.Span);
        }
    }

    private void Wrong(YamlNode node, string name, string what)
    {
        var found = node switch { YamlSequence => "a list", YamlMapping => "a mapping", _ => "one value" };
        problems.Add(ProblemKind.Type, $"'{name}' has to be {what}, and is {found}", node is YamlScalar ? node.Span : node.Span.Start);
    }

    private sealed class NodeComparer : IEqualityComparer<(YamlNode Node, FieldType Type)>
    {
        public static NodeComparer Instance { get; } = new();

        public bool Equals((YamlNode Node, FieldType Type) x, (YamlNode Node, FieldType Type) y) => ReferenceEquals(x.Node, y.Node) && ReferenceEquals(x.Type, y.Type);

        public int GetHashCode((YamlNode Node, FieldType Type) pair) => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Node), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Type));
    }
}
