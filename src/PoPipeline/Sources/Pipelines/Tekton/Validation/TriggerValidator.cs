using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for what makes runs when somebody sends an event: listeners, triggers, bindings and templates.</summary>
/// <remarks>Source: https://tekton.dev/docs/triggers/ and what its admission asks for, https://github.com/tektoncd/triggers/tree/main/pkg/apis/triggers/v1beta1.</remarks>
internal static partial class TriggerValidator
{
    // Its service is called 'el-' and its name.
    private const int LongestListener = 60;

    private static readonly string[] Ways = ["triggers", "triggerGroups", "labelSelector", "namespaceSelector"];

    private static readonly string[] Parts = ["template", "bindings", "interceptors"];

    private static readonly string[] Telling = ["apiVersion", "kind"];

    private static readonly string[] Built = ["github", "gitlab", "bitbucket", "cel", "webhook"];

    /// <summary>Finds what is wrong with a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="spec">What is wanted of it.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, YamlMapping spec, ResourceSet resources, ProblemList problems)
    {
        switch (resource.Kind)
        {
            case "EventListener":
                Listener(resource, spec, resources, problems);
                break;
            case "Trigger":
                Trigger(resource, spec, resource.Root.Entry("spec")!.Key, resources, problems);
                break;
            case "TriggerBinding" or "ClusterTriggerBinding":
                Bound(spec["params"], problems);
                break;
            case "TriggerTemplate":
                Template(resource, spec, resource.Root.Entry("spec")!.Key, resources, problems);
                break;
        }
    }

    private static void Listener(TektonResource resource, YamlMapping spec, ResourceSet resources, ProblemList problems)
    {
        if (resource.Name.Length > LongestListener && (resource.Root["metadata"] as YamlMapping)?["name"] is YamlScalar name && !PlainText.IsFilledIn(name))
        {
            problems.Add(ProblemKind.Id, $"The name of a listener has {LongestListener} letters at most, and this has {name.Value.Length}", name.Span);
        }

        if (!Ways.Any(way => PlainText.IsSet(spec[way])))
        {
            problems.Add(ProblemKind.Missing, "A listener needs 'triggers', or a selector that finds them", resource.Root.Entry("spec")!.Key.Span);
        }

        foreach (var trigger in ParameterChecks.Items(spec["triggers"]))
        {
            var reference = trigger.Entry("triggerRef");
            if (reference is not null && PlainText.IsSet(reference.Value))
            {
                if (Parts.Select(trigger.Entry).FirstOrDefault(entry => entry is not null && PlainText.IsSet(entry.Value)) is { } beside)
                {
                    problems.Add(ProblemKind.Key, $"A trigger that stands elsewhere, by 'triggerRef', has no '{beside.Key.Value}' here", beside.Key.Span);
                }
            }
            else
            {
                Trigger(resource, trigger, place: null, resources, problems);
            }

            if (trigger["name"] is YamlScalar { IsNull: false } named && !PlainText.IsFilledIn(named) && (named.Value.Length > 63 || !LabelValue().IsMatch(named.Value)))
            {
                problems.Add(ProblemKind.Id, $"'{named.Value}' is no name of a trigger: it has letters, digits, '-', '_' and '.', 63 at most, and starts and ends with a letter or digit", named.Span);
            }
        }

        foreach (var group in ParameterChecks.Items(spec["triggerGroups"]).Where(group => !PlainText.IsSet(group["interceptors"])))
        {
            problems.Add(ProblemKind.Missing, "A group of triggers needs 'interceptors', one at least", group.Span.Start);
        }
    }

    private static void Trigger(TektonResource resource, YamlMapping trigger, YamlScalar? place, ResourceSet resources, ProblemList problems)
    {
        var start = place?.Span ?? (trigger["name"] as YamlScalar)?.Span ?? trigger.Span.Start;
        if (trigger["template"] is not YamlMapping template)
        {
            problems.Add(ProblemKind.Missing, "A trigger needs a 'template', which says what it makes", start);
        }
        else
        {
            var key = trigger.Entry("template")!.Key;
            var (reference, spelled) = (PlainText.IsSet(template["ref"]), template["spec"] is YamlMapping);
            if (reference == spelled)
            {
                problems.Add(ProblemKind.Key, $"A template of a trigger needs a 'ref' or a 'spec', {(reference ? "and has both" : "and has neither")}", key.Span);
            }

            if (template["spec"] is YamlMapping own)
            {
                Template(resource, own, key, resources, problems);
            }
        }

        foreach (var binding in ParameterChecks.Items(trigger["bindings"]))
        {
            Binding(binding, problems);
        }

        foreach (var interceptor in ParameterChecks.Items(trigger["interceptors"]))
        {
            Interceptor(interceptor, problems);
        }
    }

    private static void Binding(YamlMapping binding, ProblemList problems)
    {
        var (reference, name) = (binding.Entry("ref"), binding.Entry("name"));
        if (reference is not null && PlainText.IsSet(reference.Value))
        {
            if (name is not null && PlainText.IsSet(name.Value))
            {
                problems.Add(ProblemKind.Key, "A binding has a 'ref' or a 'name' with its 'value', not both", name.Key.Span);
            }
            else if (binding["kind"] is YamlScalar { IsNull: false } kind && kind.Value is not ("TriggerBinding" or "ClusterTriggerBinding"))
            {
                problems.Add(ProblemKind.Type, $"'{kind.Value}' is no kind of a binding; it is 'TriggerBinding' or 'ClusterTriggerBinding'", kind.Span);
            }
        }
        else if (name is not null && PlainText.IsSet(name.Value))
        {
            if (binding["value"] is null && binding["spec"] is null)
            {
                problems.Add(ProblemKind.Missing, $"The binding '{(name.Value as YamlScalar)?.Value}' needs a 'value'; one that stands elsewhere is named by 'ref'", name.Key.Span);
            }
        }
        else if (binding["spec"] is null)
        {
            problems.Add(ProblemKind.Missing, "A binding needs a 'ref', or a 'name' with its 'value'", binding.Span.Start);
        }
    }

    private static void Interceptor(YamlMapping interceptor, ProblemList problems)
    {
        var built = interceptor.Entries.Where(entry => Built.Contains(entry.Key.Value, StringComparer.Ordinal) && entry.Value is not YamlScalar { IsNull: true }).ToList();
        if (built.Count == 0 && !PlainText.IsSet((interceptor["ref"] as YamlMapping)?["name"]))
        {
            problems.Add(ProblemKind.Missing, "An interceptor needs a 'ref' with a 'name', which says what looks at the event", interceptor.Span.Start);
        }

        foreach (var second in built.Where(entry => entry.Key.Value is not "cel").Skip(1))
        {
            problems.Add(ProblemKind.Key, $"An interceptor is one of them alone: beside another, '{second.Key.Value}' needs an entry of its own", second.Key.Span);
        }

        if (interceptor["webhook"] is YamlMapping webhook && !PlainText.IsSet((webhook["objectRef"] as YamlMapping)?["name"]))
        {
            problems.Add(ProblemKind.Missing, "What stands in 'webhook' needs an 'objectRef' with the 'name' of a service", interceptor.Entry("webhook")!.Key.Span);
        }

        foreach (var filter in Filters(interceptor))
        {
            CelChecks.Validate(filter, problems);
        }
    }

    private static IEnumerable<YamlScalar> Filters(YamlMapping interceptor)
    {
        if ((interceptor["cel"] as YamlMapping)?["filter"] is YamlScalar { IsNull: false } old)
        {
            yield return old;
        }

        if (((interceptor["ref"] as YamlMapping)?["name"] as YamlScalar)?.Value is "cel")
        {
            foreach (var filter in Parameters.Values(interceptor["params"] as YamlSequence).Where(given => given.Name.Value is "filter").Select(given => given.Value).OfType<YamlScalar>().Where(value => !value.IsNull))
            {
                yield return filter;
            }
        }
    }

    private static void Bound(YamlNode? list, ProblemList problems)
    {
        _ = ParameterChecks.Unique(list, "parameter", problems);
        foreach (var (name, value) in Parameters.Values(list as YamlSequence))
        {
            if (value is YamlScalar text && !IsClosed(text.Value))
            {
                problems.Add(ProblemKind.Expression, $"The value of '{name.Value}' opens a '$(' and does not close it", text.Span);
            }
        }
    }

    private static void Template(TektonResource resource, YamlMapping spec, YamlScalar key, ResourceSet resources, ProblemList problems)
    {
        // Names of fields differ by the size of their letters; not all that read this take it so.
        if (spec["resourcetemplates"] is null && spec.Entries.FirstOrDefault(entry => entry.Key.Value.Equals("resourcetemplates", StringComparison.OrdinalIgnoreCase)) is { } near)
        {
            problems.Add(ProblemKind.Key, $"'{near.Key.Value}' is no field of a template of triggers; 'resourcetemplates' is", near.Key.Span, ProblemEffect.Unknown);
            return;
        }

        if (!PlainText.IsSet(spec["resourcetemplates"]))
        {
            problems.Add(ProblemKind.Missing, "A template of triggers needs 'resourcetemplates', one at least", spec.Entry("resourcetemplates")?.Key.Span ?? key.Span);
            return;
        }

        var declared = ParameterChecks.Named(spec["params"]).Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var made in ParameterChecks.Items(spec["resourcetemplates"]))
        {
            foreach (var need in Telling.Where(need => !PlainText.IsSet(made[need])))
            {
                problems.Add(ProblemKind.Missing, $"What a template of triggers makes needs a '{need}'", made.Span.Start);
            }

            Run(resource, made, resources, problems);
            foreach (var text in ParameterChecks.Scalars(made))
            {
                foreach (var put in Substitution.In(text.Value, isDynamic: false).Where(put => put.IsOfTemplate))
                {
                    if (put.Parameter is { } name && !declared.Contains(name))
                    {
                        problems.Add(ProblemKind.Context, $"'{put.Text}' takes the parameter '{name}', which the template does not declare{Names.Meant(name, declared)}", text.PlaceOf(put.Offset, put.Text.Length));
                    }
                }
            }
        }
    }

    // A run that the cluster refuses is noticed only when the event comes.
    private static void Run(TektonResource resource, YamlMapping made, ResourceSet resources, ProblemList problems)
    {
        if (made["kind"] is not YamlScalar { Value: "PipelineRun" or "TaskRun" } kind || made["apiVersion"] is not YamlScalar version || !version.Value.StartsWith("tekton.dev/", StringComparison.Ordinal) || made["spec"] is not YamlMapping spec)
        {
            return;
        }

        var run = new TektonResource(resource.Path, kind.Value, made) { ApiVersion = version.Value };
        MetadataChecks.Validate(run, problems);
        FieldChecks.Validate(run, problems);
        RunValidator.Validate(run, spec, resources, problems);
    }

    private static bool IsClosed(string text)
    {
        for (var at = text.IndexOf("$(", StringComparison.Ordinal); at >= 0;)
        {
            var depth = 1;
            var end = at + 2;
            for (; end < text.Length && depth > 0; end++)
            {
                depth += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
            }

            if (depth > 0)
            {
                return false;
            }

            at = text.IndexOf("$(", end, StringComparison.Ordinal);
        }

        return true;
    }

    [GeneratedRegex("^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LabelValue();
}
