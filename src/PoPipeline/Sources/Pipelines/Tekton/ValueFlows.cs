using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Follows the values of parameters from what starts a run to the tasks: bindings, templates, runs, pipelines.</summary>
internal static class ValueFlows
{
    /// <summary>Follows them through all resources.</summary>
    /// <param name="resources">The resources.</param>
    public static ParameterValues Of(ResourceSet resources)
    {
        var values = new ParameterValues();
        foreach (var trigger in ListenerTrigger.In(resources))
        {
            Bind(trigger, resources, values);
        }

        foreach (var resource in resources.All.Where(resource => resource.Kind is "PipelineRun" or "TaskRun"))
        {
            Run(resource, resource.Root, TextScope.Empty with { IsDynamic = resource.IsDynamic, Events = EventReader.Of(resource) }, resources.For(resource), values);
        }

        foreach (var template in resources.All.Where(resource => resource is { Kind: "TriggerTemplate", Spec: not null }))
        {
            foreach (var run in (template.Spec!["resourcetemplates"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
            {
                Run(template, run, Scopes.OfTemplate(template, template.Spec, values), resources, values);
            }
        }

        // What runs hand to pipelines is known by now, and pipelines hand it on.
        foreach (var pipeline in resources.All.Where(resource => resource is { Kind: "Pipeline", Spec: not null }))
        {
            var scope = TextScope.Empty with { IsDynamic = pipeline.IsDynamic, Parameters = values.Of(pipeline.Key, pipeline.Spec!["params"] as YamlSequence, isCalledElsewhere: !pipeline.IsDynamic) };
            Tasks(pipeline.Spec, scope, $"that the pipeline '{pipeline.Name}' passes", resources.For(pipeline), values);
        }

        return values;
    }

    private static void Bind(ListenerTrigger trigger, ResourceSet resources, ParameterValues values)
    {
        if (trigger.TemplateIn(resources) is not { } found)
        {
            return;
        }

        var scope = TextScope.Empty with { Events = trigger.Events };
        foreach (var binding in (trigger.Node["bindings"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if ((binding["ref"] ?? (binding["spec"] is null && binding["value"] is null ? binding["name"] : null)) is YamlScalar reference)
            {
                var bound = resources.Find("TriggerBinding", reference.Value) ?? resources.Find("ClusterTriggerBinding", reference.Value);
                values.Hand(found.Key, bound?.Spec?["params"] as YamlSequence, scope, $"that the binding '{reference.Value}' takes from the event");
            }
            else if (binding["name"] is YamlScalar && binding["value"] is not null)
            {
                values.Hand(found.Key, new YamlSequence(binding.Span, [binding], isFlow: false), scope, "that a binding takes from the event");
            }
        }
    }

    private static void Run(TektonResource resource, YamlMapping run, TextScope around, ResourceSet resources, ParameterValues values)
    {
        if (run["spec"] is not YamlMapping spec)
        {
            return;
        }

        var by = $"that the run '{resource.Name}' passes";
        if (spec["pipelineSpec"] is YamlMapping pipeline)
        {
            Tasks(pipeline, Scopes.OfRun(spec, pipeline, around), by, resources, values);
        }
        else if (CalledResources.Find(spec["pipelineRef"], "Pipeline", resources) is { } called)
        {
            values.Hand(called.Key, spec["params"] as YamlSequence, around, by);
        }
        else if (CalledResources.Find(spec["taskRef"], "Task", resources) is { } task)
        {
            values.Hand(task.Key, spec["params"] as YamlSequence, around, by);
        }
    }

    private static void Tasks(YamlMapping spec, TextScope scope, string by, ResourceSet resources, ParameterValues values)
    {
        foreach (var task in PipelineTasks.All(spec))
        {
            if (CalledResources.Find(task.Node["taskRef"], "Task", resources) is { } called)
            {
                values.Hand(called.Key, task.Node["params"] as YamlSequence, scope, by);
                values.Hand(called.Key, (task.Node["matrix"] as YamlMapping)?["params"] as YamlSequence, scope, by);
            }
        }
    }
}
