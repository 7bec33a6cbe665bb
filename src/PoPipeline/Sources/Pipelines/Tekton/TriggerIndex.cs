namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>The triggers of a repository, by what they make runs from and by what they stand in.</summary>
/// <param name="resources">The resources of the repository.</param>
internal sealed class TriggerIndex(ResourceSet resources)
{
    private readonly ILookup<object?, ListenerTrigger> byTemplate = ListenerTrigger.In(resources).ToLookup(object? (trigger) => trigger.TemplateIn(resources), ReferenceEqualityComparer.Instance);

    private readonly ILookup<object?, ListenerTrigger> byResource = ListenerTrigger.In(resources).ToLookup(object? (trigger) => trigger.Resource, ReferenceEqualityComparer.Instance);

    /// <summary>Those that make runs from a template.</summary>
    /// <param name="template">The template.</param>
    public IEnumerable<ListenerTrigger> Of(TektonResource template) => byTemplate[template];

    /// <summary>Those of a listener.</summary>
    /// <param name="listener">The listener.</param>
    public IEnumerable<ListenerTrigger> In(TektonResource listener) => byResource[listener];
}
