using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>The methods of a pipeline that nothing calls, since their names stand nowhere else in it, not even in a text. Another file calls a method of a pipeline only where it is handed the pipeline.</summary>
internal static class UncalledMethods
{
    // By its name the pipeline itself is called.
    private const string Whole = "call";

    /// <summary>Looks for them.</summary>
    /// <param name="script">The pipeline; no part of a library, and none that others load.</param>
    /// <param name="text">Its text.</param>
    public static HashSet<GroovyMethod> In(GroovyScript script, string text)
    {
        // Of those that share a name any may be meant.
        var methods = script.Statements.OfType<GroovyMethod>().GroupBy(method => method.Name, StringComparer.Ordinal)
            .Where(same => same.Key is not Whole && same.Key.All(IsOfName) && same.Count() == 1)
            .ToDictionary(same => same.Key, same => same.Single(), StringComparer.Ordinal);
        if (methods.Count > 0 && script.All().Any(node => node is GroovyName { Name: "this" } or GroovyCall { Name: null }))
        {
            methods.Clear();
        }

        TakeOutNamed(methods, text);
        return new HashSet<GroovyMethod>(methods.Values, ReferenceEqualityComparer.Instance);
    }

    // What is in a method does not call it for the first time.
    private static void TakeOutNamed(Dictionary<string, GroovyMethod> methods, string text)
    {
        var byName = methods.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; methods.Count > 0 && at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && IsOfName(text[at]))
            {
                at++;
            }

            if (at > start && byName.TryGetValue(text.AsSpan(start, at - start), out var method) && (start < method.Start || start >= method.End))
            {
                byName.Remove(text.AsSpan(start, at - start));
            }
        }
    }

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter is '_';
}
