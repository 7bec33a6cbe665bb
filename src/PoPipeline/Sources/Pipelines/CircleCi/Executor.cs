using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Where a job runs: what it says itself, and what the executor says that it names.</summary>
/// <param name="Levels">Those, the nearest first, each with what names in it mean.</param>
internal sealed record Executor(ImmutableArray<(YamlMapping Keys, Scope Scope)> Levels)
{
    // One that names another one by a parameter that names another one …
    private const int Deepest = 8;

    // Of a matrix.
    private const int MostValues = 50;

    /// <summary>The executor of an orb of others that it names; null where it names none.</summary>
    public Rules.Model.Pipelines.Reference? Foreign { get; private init; }

    /// <summary>Where the executor is named; null where it is not.</summary>
    public Place? Named { get; private init; }

    /// <summary>Reads where a job runs.</summary>
    /// <param name="job">The job.</param>
    /// <param name="scope">What names in it mean.</param>
    /// <param name="texts">Puts parameters into texts.</param>
    public static Executor Of(YamlMapping job, Scope scope, TextResolver texts) => All(job, scope, texts).First();

    /// <summary>Reads where a job runs, for each value of a matrix that chooses it; one at least.</summary>
    /// <param name="job">The job.</param>
    /// <param name="scope">What names in it mean.</param>
    /// <param name="texts">Puts parameters into texts.</param>
    public static IEnumerable<Executor> All(YamlMapping job, Scope scope, TextResolver texts)
    {
        var known = new Executor([(job, scope)]);
        var values = job["executor"] is { } named ? TextResolver.Values(named, scope) : [];
        return values.IsEmpty ? [known] : values.Take(MostValues).Select(value => With(known, value.Node, value.Scope, texts, 0));
    }

    private static Executor With(Executor known, YamlNode? node, Scope scope, TextResolver texts, int depth)
    {
        var values = node is null ? [] : TextResolver.Values(node, scope);
        if (values.IsEmpty || depth > Deepest)
        {
            return known;
        }

        var (value, inner) = (values[0].Node, values[0].Scope);
        var named = value as YamlScalar ?? (value as YamlMapping)?["name"] as YamlScalar;
        if (named is null)
        {
            return known;
        }

        if (value is YamlMapping && TextResolver.ArgumentOf(named, inner) is not null)
        {
            return With(known, named, inner, texts, depth + 1);
        }

        var name = texts.Resolve(named, inner, takesDefaults: true).Text;
        if (inner.Library.Executor(name) is not { } part)
        {
            return known with { Named = named.Span };
        }

        return part.Definition is null ? known with { Foreign = ReferenceReader.Taken(part.Orb!, name, named.Span), Named = named.Span }
            : part.Definition.Value is YamlMapping keys ? new Executor(known.Levels.Add((keys, Binder.Bind(part, value as YamlMapping, inner)))) { Named = named.Span }
            : known with { Named = named.Span };
    }

    /// <summary>What is said under a key, by the nearest that says it; null where none does.</summary>
    /// <param name="key">The key.</param>
    public Written? this[string key]
    {
        get
        {
            foreach (var (keys, scope) in Levels)
            {
                if (keys.Entry(key) is { } entry)
                {
                    return new Written(entry.Value, scope);
                }
            }

            return null;
        }
    }
}
