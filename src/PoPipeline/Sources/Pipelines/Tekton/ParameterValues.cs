using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Who controls the parameters of each resource, by all in the repository that use it.</summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<(string Resource, string Parameter), Provenance> given = [];
    private readonly HashSet<string> called = new(StringComparer.Ordinal);

    /// <summary>Keeps what one of those who use a resource hands to it.</summary>
    /// <param name="resource">What it hands to, by its key.</param>
    /// <param name="parameters">What it hands.</param>
    /// <param name="scope">What the names in the values stand for.</param>
    /// <param name="by">Who hands, as a clause: "that the pipeline 'build' passes".</param>
    public void Hand(string resource, YamlSequence? parameters, TextScope scope, string by)
    {
        _ = called.Add(resource);
        foreach (var (name, value) in Parameters.Values(parameters))
        {
            var provenance = Parameters.Of(value, scope);
            if (provenance.Charset is not Charset.Fixed)
            {
                provenance = provenance with { Route = provenance.Route ?? $"through the parameter '{name.Value}' {by}" };
                provenance = provenance.Through(name.Span, $"is put into the parameter '{name.Value}'");
            }

            given[(resource, name.Value)] = given.TryGetValue((resource, name.Value), out var other) ? Provenance.Join(other, provenance) : provenance;
        }
    }

    /// <summary>Who controls the parameters that a resource declares.</summary>
    /// <param name="resource">The resource, by its key.</param>
    /// <param name="declared">What it declares.</param>
    /// <param name="isCalledElsewhere">Whether others than those of the repository may use it.</param>
    public Dictionary<string, Provenance> Of(string resource, YamlSequence? declared, bool isCalledElsewhere)
    {
        var known = new Dictionary<string, Provenance>(StringComparer.Ordinal);
        foreach (var (name, type, _) in Parameters.Declared(declared))
        {
            var own = given.TryGetValue((resource, name.Value), out var value) ? value : null;
            var others = new Provenance(Origin.Caller, type is "string" or "array" or "object" ? Charset.Free : Charset.Limited) { Sources = [$"params.{name.Value}"] };
            known[name.Value] = own is null
                ? (called.Contains(resource) && !isCalledElsewhere ? Provenance.Constant : others)
                : isCalledElsewhere && own.Origin is not Origin.Outsider ? Provenance.Join(own, others) : own;
        }

        return known;
    }
}
