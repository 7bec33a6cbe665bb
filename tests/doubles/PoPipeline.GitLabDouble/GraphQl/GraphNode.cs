using GraphQL;

namespace PoPipeline.Doubles.GitLab.GraphQl;

/// <summary>An object of the graph: its type's name, and its fields by name, each a value or, where it has arguments, a function of them.</summary>
internal sealed class GraphNode(string type) : Dictionary<string, object?>(StringComparer.Ordinal)
{
    /// <summary>The name of its type.</summary>
    public string Type { get; } = type;

    /// <summary>The value of a field.</summary>
    public object? Resolve(IResolveFieldContext context) => this.GetValueOrDefault(context.FieldDefinition.Name) switch
    {
        Func<IResolveFieldContext, object?> resolve => resolve(context),
        Func<object?> later => later(),
        var value => value,
    };
}
