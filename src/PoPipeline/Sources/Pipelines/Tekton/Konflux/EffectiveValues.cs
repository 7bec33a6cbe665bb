using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>What the parameters of a pipeline are in one run: the run's own values first, and then the defaults of the pipeline.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelineruns/#specifying-parameters.</remarks>
internal sealed class EffectiveValues
{
    private readonly Dictionary<string, EffectiveValue> known = new(StringComparer.Ordinal);

    /// <summary>Takes them together.</summary>
    /// <param name="run">What is wanted of the run.</param>
    /// <param name="pipeline">The pipeline; null where it lies elsewhere.</param>
    public EffectiveValues(YamlMapping run, YamlMapping? pipeline)
    {
        foreach (var (name, value) in Parameters.Values(run["params"] as YamlSequence))
        {
            known[name.Value] = new EffectiveValue(name.Value, Written(value), value) { IsOfRun = true };
        }

        foreach (var (name, _, value) in Parameters.Declared(pipeline?["params"] as YamlSequence))
        {
            if (value is not null)
            {
                _ = known.TryAdd(name.Value, new EffectiveValue(name.Value, Written(value), value));
            }
        }
    }

    /// <summary>What each of them is, by name.</summary>
    public IEnumerable<EffectiveValue> All => known.Values.OrderBy(value => value.Name, StringComparer.Ordinal);

    /// <summary>What a parameter is; null where neither the run nor the pipeline says it.</summary>
    /// <param name="name">The parameter.</param>
    public EffectiveValue? Find(string name) => known.GetValueOrDefault(name);

    /// <summary>What is handed on: what is written, or what the parameter is that alone stands there.</summary>
    /// <param name="name">What it is handed as.</param>
    /// <param name="value">What is handed.</param>
    public EffectiveValue Of(string name, YamlNode value)
    {
        if (value is not YamlScalar text || !text.Value.Contains("$(", StringComparison.Ordinal))
        {
            return new EffectiveValue(name, Written(value), value);
        }

        // What a shell would put in is none: $(date).
        return Substitution.In(text.Value, isDynamic: false).Take(1).ToList() is [{ Parameter: { } parameter } put] && put.Text.Length == text.Value.Trim().Length && Find(parameter) is { } found
            ? found
            : new EffectiveValue(name, Value: null, value);
    }

    private static string? Written(YamlNode value) =>
        value is YamlScalar text && !text.Value.Contains("$(", StringComparison.Ordinal) && !text.Value.Contains("{{", StringComparison.Ordinal) ? text.Value : null;
}
