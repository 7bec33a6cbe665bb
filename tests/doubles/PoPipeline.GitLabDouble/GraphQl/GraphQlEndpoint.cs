using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Transport;
using GraphQL.Types;
using GraphQL.Validation;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.GraphQl;

/// <summary><c>/api/graphql</c>: GraphQL.NET over GitLab's schema, with errors in GitLab's words.</summary>
internal static class GraphQlEndpoint
{
    private static readonly ConditionalWeakTable<World, ISchema> Schemas = [];

    private static readonly GraphQLSerializer Serializer = new();

    /// <summary>Answers a query. A job token is nobody here.</summary>
    /// <exception cref="Refusal">403: the token's scopes do not cover it.</exception>
    public static async Task<Answer> Answer(World world, Caller caller, string origin, string method, string? contentType, string body, Action<string> violate)
    {
        var effective = caller.Token?.Kind is TokenKind.Job ? Caller.Nobody : caller;
        Authentication.RequireScope(effective, write: false);
        if (method is not "POST" || contentType?.StartsWith("application/json", StringComparison.Ordinal) is not true || Read(body) is not { } request)
        {
            violate("not a GraphQL request");
            return Failed("An error occurred while parsing the request");
        }

        var result = await new DocumentExecuter().ExecuteAsync(options =>
        {
            options.Schema = Schemas.GetValue(world, GraphSchema.For);
            options.Query = request.Query;
            options.Variables = request.Variables;
            options.OperationName = request.OperationName;
            options.Root = new Graph(world, effective, origin).Query();
            options.ThrowOnUnhandledException = false;
        });
        if (result.Errors is { Count: > 0 } errors)
        {
            violate(string.Join("; ", errors.Select(error => error.InnerException?.Message ?? error.Message)));
            return new Answer(200, new JsonObject { ["errors"] = new JsonArray([.. errors.Select(Json)]) });
        }

        return new Answer(200, JsonNode.Parse(Serializer.Serialize(result)));
    }

    private static GraphQLRequest? Read(string body)
    {
        try
        {
            return Serializer.Deserialize<GraphQLRequest>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Answer Failed(string message) => new(422, new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["message"] = message }) });

    private static JsonObject Json(ExecutionError error)
    {
        var json = new JsonObject
        {
            ["message"] = error.Message,
            ["locations"] = new JsonArray([.. error.Locations?.Select(at => new JsonObject { ["line"] = at.Line, ["column"] = at.Column }) ?? []]),
        };

        // "Cannot query field 'x' on type 'Y'." is "Field 'x' doesn't exist on type 'Y'" in GitLab's words.
        if (error is ValidationError && error.Message.Split('\'') is ["Cannot query field ", var field, " on type ", var type, ..])
        {
            json["message"] = $"Field '{field}' doesn't exist on type '{type}'";
            json["path"] = new JsonArray("query");
            json["extensions"] = new JsonObject { ["code"] = "undefinedField", ["typeName"] = type, ["fieldName"] = field };
        }

        return json;
    }
}
