using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitHub;

/// <summary>Reads <see cref="Rest"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Rest.Repository))]
[JsonSerializable(typeof(Rest.Branch))]
[JsonSerializable(typeof(Rest.User))]
[JsonSerializable(typeof(Rest.Issue))]
[JsonSerializable(typeof(ImmutableArray<Rest.Issue>))]
[JsonSerializable(typeof(ImmutableArray<Rest.Comment>))]
[JsonSerializable(typeof(ImmutableArray<Rest.Label>))]
[JsonSerializable(typeof(ImmutableArray<Rest.Commit>))]
[JsonSerializable(typeof(Rest.PullRequest))]
[JsonSerializable(typeof(Rest.Reference))]
[JsonSerializable(typeof(Rest.GitCommit))]
[JsonSerializable(typeof(Rest.Tree))]
[JsonSerializable(typeof(Rest.Named))]
[JsonSerializable(typeof(Rest.Blob))]
[JsonSerializable(typeof(Rest.Membership))]
[JsonSerializable(typeof(Rest.Team))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class RestJson : JsonSerializerContext;
