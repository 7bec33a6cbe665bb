using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What a cluster keeps of a run: a field that the version of its interface does not have is dropped, or the run is refused, so that it says nothing.</summary>
internal static class ServedFields
{
    /// <summary>What is wanted of a run, without the fields of its own and of <c>taskRunSpecs</c> that nobody looks at; null where nothing is wanted.</summary>
    /// <param name="run">The run.</param>
    public static YamlMapping? SpecOf(YamlMapping run)
    {
        if (run["spec"] is not YamlMapping spec)
        {
            return null;
        }

        return run["apiVersion"] is YamlScalar version && run["kind"] is YamlScalar kind && ServedSchema.Default.Find(version.Value, kind.Value) is { Kind: FieldKind.Fields } type ? Kept(spec, type) : spec;
    }

    private static YamlMapping Kept(YamlMapping spec, FieldType type)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(spec.Entries.Length);
        var isSame = true;
        foreach (var entry in spec.Entries)
        {
            if (!type.Fields.TryGetValue(entry.Key.Value, out var field))
            {
                isSame = false;
                continue;
            }

            var value = entry is { Key.Value: "taskRunSpecs", Value: YamlSequence list } && ServedSchema.Default[field] is { Kind: FieldKind.List } parts && ServedSchema.Default[parts.Item] is { Kind: FieldKind.Fields } part
                ? new YamlSequence(list.Span, [.. list.Items.Select(item => item is YamlMapping mapping ? Kept(mapping, part) : item)], list.IsFlow)
                : entry.Value;
            isSame &= ReferenceEquals(value, entry.Value);
            entries.Add(new YamlEntry(entry.Key, value));
        }

        return isSame ? spec : new YamlMapping(spec.Span, entries.DrainToImmutable(), spec.IsFlow);
    }
}
