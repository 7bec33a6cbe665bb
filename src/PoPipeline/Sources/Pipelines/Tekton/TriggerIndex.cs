using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>The triggers of a repository, by what they make runs from and by what they stand in.</summary>
/// <param name="resources">The resources of the repository.</param>
internal sealed class TriggerIndex(ResourceSet resources)
{
    private readonly ILookup<object?, ListenerTrigger> byTemplate = ListenerTrigger.In(resources).ToLookup(object? (trigger) => trigger.TemplateIn(resources), ReferenceEqualityComparer.Instance);

    private readonly ILookup<object?, ListenerTrigger> byResource = ListenerTrigger.In(resources).ToLookup(object? (trigger) => trigger.Resource, ReferenceEqualityComparer.Instance);

    // Those that stand alone, for listeners to select.
    private readonly ImmutableArray<ListenerTrigger> alone = [.. ListenerTrigger.In(resources).Where(trigger => trigger.Resource.Kind is "Trigger")];

    /// <summary>Those that make runs from a template.</summary>
    /// <param name="template">The template.</param>
    public IEnumerable<ListenerTrigger> Of(TektonResource template) => byTemplate[template];

    /// <summary>Those of a listener: what stands in it, and what its labels select.</summary>
    /// <param name="listener">The listener.</param>
    public IEnumerable<ListenerTrigger> In(TektonResource listener) =>
        byResource[listener].Concat(listener.Spec is { } spec ? Selectors(spec).Where(entry => IsSaid(entry.Selector)).SelectMany(entry => alone.Where(trigger => IsSelected(trigger.Resource, entry.Selector)).Select(trigger => trigger with { Around = entry.Group })) : []);

    // A listener has a selector of its own, and each group of triggers has one.
    private static IEnumerable<(YamlMapping? Group, YamlMapping Selector)> Selectors(YamlMapping spec)
    {
        if (spec["labelSelector"] is YamlMapping own)
        {
            yield return (null, own);
        }

        foreach (var group in (spec["triggerGroups"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if ((group["triggerSelector"] as YamlMapping)?["labelSelector"] is YamlMapping selector)
            {
                yield return (group, selector);
            }
        }
    }

    private static bool IsSaid(YamlMapping selector) => selector["matchLabels"] is YamlMapping { Entries.IsEmpty: false } || selector["matchExpressions"] is YamlSequence { Items.IsEmpty: false };

    private static bool IsSelected(TektonResource trigger, YamlMapping selector) =>
        ((selector["matchLabels"] as YamlMapping)?.Entries ?? []).All(wanted => wanted.Value is YamlScalar value && (trigger.Labels?[wanted.Key.Value] as YamlScalar)?.Value == value.Value)
        && ((selector["matchExpressions"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []).All(wanted => IsMet(trigger, wanted));

    private static bool IsMet(TektonResource trigger, YamlMapping wanted)
    {
        var label = wanted["key"] is YamlScalar key ? trigger.Labels?[key.Value] as YamlScalar : null;
        var isAmong = label is not null && Parameters.Texts(wanted["values"]).Any(value => value.Value == label.Value);
        return (wanted["operator"] as YamlScalar)?.Value switch { "In" => isAmong, "NotIn" => !isAmong, "Exists" => label is not null, "DoesNotExist" => label is null, _ => false };
    }
}
