using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>The variables of all jobs, which are read once for all of them.</summary>
internal sealed class GlobalVariables
{
    private readonly Dictionary<string, YamlEntry> written = new(StringComparer.Ordinal);
    private readonly Dictionary<YamlScalar, Provenance> known = new(ReferenceEqualityComparer.Instance);
    private readonly Func<YamlScalar, ImmutableArray<Interpolation>> pasted;

    /// <summary>Reads them.</summary>
    /// <param name="variables">What the files say; null where there is nothing.</param>
    /// <param name="pasted">What is put into a value before the pipeline is made.</param>
    public GlobalVariables(YamlMapping? variables, Func<YamlScalar, ImmutableArray<Interpolation>> pasted)
    {
        this.pasted = pasted;
        var secrets = ImmutableArray.CreateBuilder<SecretVariable>();
        foreach (var entry in variables?.Entries ?? [])
        {
            written[entry.Key.Value] = entry;
            if (JobVariables.ValueOf(entry.Value) is { } value && VariableNames.In(value.Value).FirstOrDefault(SecretNames.IsSecret) is { } secret)
            {
                secrets.Add(new SecretVariable(entry.Key.Value, value, secret));
            }
        }

        Secrets = secrets.DrainToImmutable();
    }

    /// <summary>Those that are made of a secret.</summary>
    public ImmutableArray<SecretVariable> Secrets { get; }

    /// <summary>A variable as written; null where there is none of this name.</summary>
    /// <param name="name">The name.</param>
    public YamlEntry? Find(string name) => written.GetValueOrDefault(name);

    /// <summary>Who controls what is put into a value before the pipeline is made.</summary>
    /// <param name="name">The variable that holds it.</param>
    /// <param name="value">The value.</param>
    public Provenance Pasted(string name, YamlScalar value)
    {
        if (!known.TryGetValue(value, out var found))
        {
            found = pasted(value).Aggregate(Provenance.Constant, (joined, interpolation) => Provenance.Join(joined, interpolation.Provenance.Through(value.Span, $"is put into the variable '{name}'")));
            known[value] = found;
        }

        return found;
    }
}
