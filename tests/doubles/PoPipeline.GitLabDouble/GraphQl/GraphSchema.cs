using GraphQL.Resolvers;
using GraphQL.Types;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.GraphQl;

/// <summary>GitLab's schema, as far as it is served.</summary>
internal static class GraphSchema
{
    /// <summary>The schema, whose fields are read from graph nodes under the world's lock.</summary>
    public static ISchema For(World world)
    {
        using var resource = new StreamReader(typeof(GraphSchema).Assembly.GetManifestResourceStream("gitlab.graphql") ?? throw new InvalidOperationException("The schema is not embedded."));
        var schema = Schema.For(resource.ReadToEnd(), builder =>
        {
            builder.Types.For("WorkItemWidget").ResolveType = node => new GraphQLTypeReference(((GraphNode)node).Type);
        });
        foreach (var name in new[] { "Time", "UserID", "NoteID", "IssueID", "WorkItemID" })
        {
            schema.RegisterType(new StringGraphType { Name = name });
        }

        var resolver = new FuncFieldResolver<object>(context =>
        {
            lock (world.Lock)
            {
                return (context.Source as GraphNode)?.Resolve(context);
            }
        });
        foreach (var field in schema.AllTypes.OfType<IObjectGraphType>().Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal)).SelectMany(type => type.Fields))
        {
            field.Resolver = resolver;
        }

        return schema;
    }
}
