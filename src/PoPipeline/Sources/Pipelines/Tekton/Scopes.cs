using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>What names stand for in runs and in templates of them.</summary>
internal static class Scopes
{
    /// <summary>Within what a run spells out: its own values first, and then what is declared there.</summary>
    /// <param name="run">What is wanted of the run.</param>
    /// <param name="spelled">The pipeline or task that stands in it.</param>
    /// <param name="around">What the names stand for around it.</param>
    public static TextScope OfRun(YamlMapping run, YamlMapping spelled, TextScope around)
    {
        var known = new Dictionary<string, Provenance>(StringComparer.Ordinal);
        foreach (var (name, _, value) in Parameters.Declared(spelled["params"] as YamlSequence))
        {
            known[name.Value] = value is null ? new Provenance(Origin.Maintainer, Charset.Free) { Sources = [$"params.{name.Value}"] } : Parameters.Of(value, around);
        }

        foreach (var (name, value) in Parameters.Values(run["params"] as YamlSequence))
        {
            known[name.Value] = Parameters.Of(value, around).Through(name.Span, $"is put into the parameter '{name.Value}'");
        }

        return around with { Parameters = known };
    }

    /// <summary>Within a template that triggers make runs from.</summary>
    /// <param name="template">The template.</param>
    /// <param name="spec">What is in it.</param>
    /// <param name="values">Who controls its parameters.</param>
    public static TextScope OfTemplate(TektonResource template, YamlMapping spec, ParameterValues values)
    {
        // What the triggers of the repository hand to it is all that is known; until 2021 its own names stood for its parameters, too.
        var known = values.Of(template.Key, spec["params"] as YamlSequence, isCalledElsewhere: false);
        return TextScope.Empty with { Parameters = known, Template = known };
    }
}
