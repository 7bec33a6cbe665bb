using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitHub;

/// <summary>Reads <see cref="Graph"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GraphAnswer<Graph.IssueNodes>))]
[JsonSerializable(typeof(GraphAnswer<Graph.ViewerData>))]
internal sealed partial class GraphJson : JsonSerializerContext;
