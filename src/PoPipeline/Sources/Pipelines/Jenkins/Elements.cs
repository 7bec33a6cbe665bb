using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Finds what the word 'it' means in closures that name no parameters.</summary>
internal static class Elements
{
    /// <summary>Each such word with what the method is called on whose closure it stands in, as in <c>['a', 'b'].each { sh it }</c>; not those in blocks of steps, which get nothing.</summary>
    /// <param name="script">The file.</param>
    public static Dictionary<GroovyName, GroovyNode> In(GroovyScript script)
    {
        var found = new Dictionary<GroovyName, GroovyNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(GroovyNode Node, GroovyNode? Of)>(script.Statements.Select(statement => (statement, (GroovyNode?)null)));
        while (open.TryPop(out var one))
        {
            if (one is { Node: GroovyName { Name: "it" } it, Of: { } source })
            {
                found[it] = source;
            }

            var call = one.Node as GroovyCall;
            foreach (var part in one.Node.Parts)
            {
                // One with parameters leaves the word to the closure around it.
                open.Push((part, part is GroovyClosure { Parameters.IsEmpty: true } ? (ReferenceEquals(part, call?.Body) ? call?.Receiver : null) : part is GroovyMethod ? null : one.Of));
            }
        }

        return found;
    }
}
