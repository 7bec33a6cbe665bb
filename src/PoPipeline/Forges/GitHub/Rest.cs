using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitHub;

/// <summary>What is read of GitHub's REST API, and no more of it; see https://docs.github.com/rest.</summary>
internal static class Rest
{
    internal sealed record User(long Id, string? Login, string? Type);

    internal sealed record Repository(long Id, string Name, string Url, string HtmlUrl, string DefaultBranch, User Owner);

    internal sealed record Branch(bool Protected, Named Commit);

    internal sealed record Named(string Sha);

    internal sealed record Label(string? Name);

    internal sealed record App(string? Slug, string? Name);

    internal sealed record Issue(
        long Id, string NodeId, int Number, string Title, string? Body, User? User, string State, ImmutableArray<Label> Labels, int Comments, DateTimeOffset CreatedAt, string HtmlUrl, string? RepositoryUrl, JsonElement? PullRequest);

    internal sealed record Comment(long Id, string NodeId, string? Body, User? User, DateTimeOffset CreatedAt, string HtmlUrl, App? PerformedViaGithubApp);

    internal sealed record Commit(string Sha, User? Author, User? Committer);

    internal sealed record PullRequest(User? User, Named Head);

    internal sealed record Reference(Named Object);

    internal sealed record GitCommit(string Sha, string Message, Named Tree);

    internal sealed record Tree(string Sha, [property: JsonPropertyName("tree")] ImmutableArray<TreeEntry> Entries, bool Truncated);

    internal sealed record TreeEntry(string Path, string Type, string? Sha, long? Size);

    internal sealed record Blob(string Content, string Encoding);

    internal sealed record Membership(string State);

    internal sealed record Team(long Id);
}

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
