using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>What the variables of a job hold, as far as the files and GitLab's own list tell.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/variables/#cicd-variable-precedence; what the settings of the project set is not in the files.</remarks>
internal sealed class JobVariables
{
    // A value that names itself by way of others ends somewhere.
    private const int Deepest = 8;

    private readonly Dictionary<string, YamlScalar> written = new(StringComparer.Ordinal);
    private readonly HashSet<string> raw = new(StringComparer.Ordinal);
    private readonly Func<YamlScalar, ImmutableArray<Interpolation>> pasted;

    /// <summary>Reads the variables in force for a job.</summary>
    /// <param name="globals">Those of all jobs; null where there are none.</param>
    /// <param name="job">The job's own; null where there are none.</param>
    /// <param name="inherit">What the job inherits; null for all.</param>
    /// <param name="pasted">What is put into a value before the pipeline is made.</param>
    public JobVariables(YamlMapping? globals, YamlMapping? job, YamlNode? inherit, Func<YamlScalar, ImmutableArray<Interpolation>> pasted)
    {
        this.pasted = pasted;
        foreach (var entry in (globals?.Entries ?? []).Where(entry => Inherits(inherit, entry.Key.Value)).Concat(job?.Entries ?? []))
        {
            if (ValueOf(entry.Value) is { } value)
            {
                written[entry.Key.Value] = value;
                _ = entry.Value is YamlMapping mapping && mapping["expand"] is YamlScalar { Value: "false" } ? raw.Add(entry.Key.Value) : raw.Remove(entry.Key.Value);
            }
        }
    }

    /// <summary>Whether the files set a variable.</summary>
    public bool Sets(string name) => written.ContainsKey(name);

    /// <summary>The value as written; null where the files set none.</summary>
    public YamlScalar? this[string name] => written.GetValueOrDefault(name);

    /// <summary>Who controls a variable; null for one that neither the files nor GitLab set.</summary>
    /// <param name="name">Its name.</param>
    public Provenance? Of(string name) => Of(name, Deepest);

    /// <summary>A text with the values of those variables that the files write out; the others stay, each in braces. Null where that does not end.</summary>
    /// <param name="text">The text.</param>
    public string? Filled(string text)
    {
        for (var round = 0; round < Deepest; round++)
        {
            var isFilled = true;
            text = VariableNames.Replace(text, name => ValueOf(name, ref isFilled));
            if (isFilled || text.Length > YamlReader.MaximumScalar)
            {
                return isFilled ? text : null;
            }
        }

        return null;
    }

    /// <summary>The same variables, some of which have another value.</summary>
    /// <param name="values">Those.</param>
    public JobVariables With(IEnumerable<KeyValuePair<string, YamlScalar>> values)
    {
        var others = new JobVariables(globals: null, job: null, inherit: null, pasted);
        foreach (var (name, value) in written.Concat(values))
        {
            others.written[name] = value;
        }

        others.raw.UnionWith(raw);
        return others;
    }

    private string ValueOf(string name, ref bool isFilled)
    {
        if (!written.TryGetValue(name, out var value))
        {
            return "${" + name + "}";
        }

        isFilled = false;
        return value.Value;
    }

    private Provenance? Of(string name, int depth)
    {
        if (!written.TryGetValue(name, out var value))
        {
            return PredefinedVariables.Find(name)?.Provenance;
        }

        var found = Provenance.Constant;
        foreach (var interpolation in pasted(value))
        {
            found = Provenance.Join(found, interpolation.Provenance.Through(value.Span, $"is put into the variable '{name}'"));
        }

        if (depth > 0 && !raw.Contains(name))
        {
            foreach (var other in VariableNames.In(value.Value))
            {
                // A variable that names itself means the one of the settings, or GitLab's.
                var inner = other == name ? PredefinedVariables.Find(name)?.Provenance : Of(other, depth - 1);
                found = Provenance.Join(found, (inner ?? Provenance.Constant).Through(value.Span, $"is put into the variable '{name}'"));
            }
        }

        return found;
    }

    private static YamlScalar? ValueOf(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar,
        YamlMapping mapping => mapping["value"] as YamlScalar,
        _ => null,
    };

    /// <summary>Whether a job has a variable that is set for all jobs.</summary>
    /// <param name="inherit">What the job says of it; null where it says nothing.</param>
    /// <param name="name">The variable.</param>
    public static bool Inherits(YamlNode? inherit, string name) => inherit switch
    {
        YamlScalar { Value: "false" } => false,
        YamlSequence names => names.Items.OfType<YamlScalar>().Any(item => item.Value == name),
        _ => true,
    };
}
