using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>What the variables of a job hold, as far as the files and GitLab's own list tell.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/variables/#cicd-variable-precedence; what the settings of the project set is not in the files.</remarks>
internal sealed class JobVariables
{
    // A value that names itself by way of others ends somewhere.
    private const int Deepest = 8;

    // In characters. It is filled in for each job, and for each row of its matrix.
    private const int LongestName = 4096;

    // A value that names thousands, each of which names thousands: who controls it is not looked for any further.
    private const int MostLookedInto = 1000;

    // Of one variable.
    private const int MostOthers = 50;

    private readonly Dictionary<string, Provenance?> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlEntry> replaced = new(StringComparer.Ordinal);
    private readonly GlobalVariables globals;
    private readonly YamlMapping? job;
    private readonly YamlNode? inherit;
    private readonly Lazy<HashSet<string>> inherited;
    private readonly Lazy<ILookup<string, YamlScalar>> others;
    private int lookedInto;

    /// <summary>Reads the variables in force for a job.</summary>
    /// <param name="globals">Those of all jobs.</param>
    /// <param name="job">The job's own; null where there are none.</param>
    /// <param name="inherit">What the job inherits; null for all.</param>
    /// <param name="others">Values that variables have in some runs alone: by a rule that holds there, or in one job of a matrix. The key says which variable.</param>
    public JobVariables(GlobalVariables globals, YamlMapping? job, YamlNode? inherit, IEnumerable<YamlEntry>? others = null)
    {
        this.others = new(() => (others ?? []).Where(entry => ValueOf(entry.Value) is not null).ToLookup(entry => entry.Key.Value, entry => ValueOf(entry.Value)!, StringComparer.Ordinal));
        this.globals = globals;
        this.job = job;
        this.inherit = inherit;
        inherited = new Lazy<HashSet<string>>(() => [.. ((YamlSequence)inherit!).Items.OfType<YamlScalar>().Select(name => name.Value)]);
    }

    /// <summary>Whether the files set a variable.</summary>
    public bool Sets(string name) => this[name] is not null;

    /// <summary>The value as written; null where the files set none.</summary>
    public YamlScalar? this[string name] => Entry(name) is { } entry ? ValueOf(entry.Value) : null;

    /// <summary>Who controls a variable; null for one that neither the files nor GitLab set.</summary>
    /// <param name="name">Its name.</param>
    public Provenance? Of(string name) => Of(name, Deepest);

    /// <summary>A name with the values of those variables that the files write out; the others stay, each in braces. Null where that does not end, or is longer than any name.</summary>
    /// <param name="text">The name.</param>
    public string? Filled(string text)
    {
        for (var round = 0; round < Deepest; round++)
        {
            var isFilled = true;
            var filled = VariableNames.Replace(text, name => Value(name, ref isFilled), LongestName);
            if (isFilled || filled is null)
            {
                return filled;
            }

            text = filled;
        }

        return null;
    }

    /// <summary>The same variables, some of which have another value.</summary>
    /// <param name="values">Those.</param>
    public JobVariables With(IEnumerable<KeyValuePair<string, YamlScalar>> values)
    {
        var changed = new JobVariables(globals, job, inherit);
        foreach (var (name, value) in values)
        {
            changed.replaced[name] = new YamlEntry(value, value);
        }

        return changed;
    }

    private string Value(string name, ref bool isFilled)
    {
        if (this[name] is not { } value)
        {
            return "${" + name + "}";
        }

        isFilled = false;
        return value.Value;
    }

    // Each is looked into once, and at the depth at which it is met first.
    private Provenance? Of(string name, int depth)
    {
        if (known.TryGetValue(name, out var found))
        {
            return found;
        }

        if (others.Value.Contains(name))
        {
            // One that leads back to itself adds nothing of its own.
            known[name] = Provenance.Constant;
            found = OfWritten(name, depth) ?? Provenance.Constant;
            foreach (var value in others.Value[name].Take(MostOthers))
            {
                found = Provenance.Join(found, globals.Pasted(name, value));
                foreach (var other in depth == 0 ? [] : VariableNames.In(value.Value).Distinct(StringComparer.Ordinal).Where(other => other != name).Take(MostLookedInto))
                {
                    found = Provenance.Join(found, (Of(other, depth - 1) ?? Provenance.Constant).Through(value.Span, $"is put into the variable '{name}'"));
                }
            }

            return known[name] = found;
        }

        return OfWritten(name, depth);
    }

    private Provenance? OfWritten(string name, int depth)
    {
        Provenance? found;
        if (Entry(name) is not { } entry || ValueOf(entry.Value) is not { } value)
        {
            return PredefinedVariables.Find(name)?.Provenance;
        }

        if (++lookedInto > MostLookedInto)
        {
            return Provenance.Unknown;
        }

        found = globals.Pasted(name, value);
        if (depth > 0 && !IsRaw(entry))
        {
            // One that leads back to itself adds nothing of its own.
            known[name] = found;
            foreach (var other in VariableNames.In(value.Value).Distinct(StringComparer.Ordinal).Take(MostLookedInto))
            {
                // A variable that names itself means the one of the settings, or GitLab's.
                var inner = other == name ? PredefinedVariables.Find(name)?.Provenance : Of(other, depth - 1);
                found = Provenance.Join(found, (inner ?? Provenance.Constant).Through(value.Span, $"is put into the variable '{name}'"));
            }
        }

        return known[name] = found;
    }

    private YamlEntry? Entry(string name) =>
        replaced.TryGetValue(name, out var other) ? other
        : job?.Entry(name) is { } own && ValueOf(own.Value) is not null ? own
        : IsInherited(name) ? globals.Find(name)
        : null;

    private bool IsInherited(string name) => inherit switch
    {
        YamlScalar { Value: "false" } => false,
        YamlSequence => inherited.Value.Contains(name),
        _ => true,
    };

    private static bool IsRaw(YamlEntry entry) => entry.Value is YamlMapping mapping && mapping["expand"] is YamlScalar { Value: "false" };

    /// <summary>The value of a variable, in either form; null where there is none.</summary>
    /// <param name="node">What stands under its name.</param>
    public static YamlScalar? ValueOf(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar,
        YamlMapping mapping => mapping["value"] as YamlScalar,
        _ => null,
    };

    /// <summary>Those that are made of a secret and are set for all jobs, as far as the job has them and does not set them itself.</summary>
    public IEnumerable<SecretVariable> InheritedSecrets => globals.Secrets.Where(secret => IsInherited(secret.Name) && job?.Entry(secret.Name) is null);
}
