using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Octokit;
using Octokit.Internal;
using PoPipeline.Forges.Http;

namespace PoPipeline.Forges.GitHub;

/// <summary>
/// Calls GitHub: Octokit's own methods for what is written, and its connection with records of ours for what is read, since its models lack
/// some members, and fail where GitHub adds a value to one.
/// </summary>
internal sealed class GitHubApi : IDisposable
{
    private const string Accept = "application/vnd.github+json";
    private const int MostPages = 500;

    private readonly Secret? token;
    private readonly ForgeHttp http;
    private readonly OctokitSender sender;
    private readonly Connection connection;
    private readonly GitHubClient client;
    private readonly Uri graph;

    public GitHubApi(GitHubOptions options)
    {
        token = options.Token;
        Time = options.Time;
        RetryBudget = options.RetryBudget;
        http = new ForgeHttp(GitHubHttp.Options(options));
        sender = new OctokitSender(http.Handler);
        connection = new Connection(
            new ProductHeaderValue(Product.Name, Product.Version), options.Address, new InMemoryCredentialStore(Credentials.Anonymous), sender, new SimpleJsonSerializer());
        client = new GitHubClient(connection);
        graph = GitHubHttp.GraphAddress(options.Address);
    }

    /// <summary>The clock for waits.</summary>
    public TimeProvider Time { get; }

    /// <summary>How long the run still waits.</summary>
    public RetryBudget RetryBudget { get; }

    /// <summary>The last request and what came of it, for messages.</summary>
    public string Last => http.Last;

    /// <summary>The time by GitHub's clock.</summary>
    public DateTimeOffset Now => http.Now;

    /// <summary>Calls a method of Octokit.</summary>
    /// <param name="doing">What it does, for a refusal.</param>
    /// <param name="permission">The permission that it needs.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<T> CallAsync<T>(string doing, string permission, Func<GitHubClient, Task<T>> call, CancellationToken cancellation)
    {
        sender.StopWith(cancellation);
        try
        {
            return await call(client);
        }
        catch (ApiException refusal)
        {
            throw GitHubRefusal.Explain(doing, permission, token, refusal);
        }
        catch (Exception exception) when (exception is not (ForgeException or OperationCanceledException or OutOfMemoryException))
        {
            // Whatever Octokit makes of an answer that it does not expect.
            throw Unexpected(doing, exception);
        }
    }

    /// <summary>Reads.</summary>
    public async Task<T> GetAsync<T>(string doing, string permission, string path, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        (await ReadAsync(doing, permission, Relative(path), type, cancellation)).Value;

    /// <summary>Reads all pages.</summary>
    public async Task<ImmutableArray<T>> PagesAsync<T>(string doing, string permission, string path, JsonTypeInfo<ImmutableArray<T>> type, CancellationToken cancellation)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        Uri? next = Relative(path);
        for (var page = 0; next is not null; page++)
        {
            if (page == MostPages)
            {
                throw new ForgeException($"GitHub gives more than {MostPages} pages to an attempt to {doing}, which is more than is read.");
            }

            var (part, following) = await ReadAsync(doing, permission, next, type, cancellation);
            items.AddRange(part.IsDefault ? [] : part);
            next = following;
        }

        return items.ToImmutable();
    }

    /// <summary>Asks the GraphQL API. What it says in errors is left to the caller.</summary>
    public async Task<GraphAnswer<T>> AskAsync<T>(string doing, string permission, string query, Dictionary<string, object> variables, JsonTypeInfo<GraphAnswer<T>> type, CancellationToken cancellation)
        where T : class
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal) { ["query"] = query, ["variables"] = variables };
        var response = await CallAsync(doing, permission, _ => connection.Post<object>(graph, body, Accept, null, (IDictionary<string, string>?)null, CancellationToken.None), cancellation);
        var answer = Parse(doing, response.HttpResponse.Body, type);
        return answer.IsLimited ? throw new ForgeException("GitHub's GraphQL API takes no more queries of this token within this hour. Run again later.") { IsOutage = true } : answer;
    }

    /// <summary>Makes a tree of git; Octokit's own way has none to take a file away.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> TreeAsync(string doing, string permission, GitHubPlace place, string? before, IReadOnlyList<object> entries, CancellationToken cancellation)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal) { ["tree"] = entries };
        if (before is not null)
        {
            body["base_tree"] = before;
        }

        var response = await CallAsync(
            doing, permission, _ => connection.Post<object>(Relative($"{place.Path}/git/trees"), body, Accept, null, (IDictionary<string, string>?)null, CancellationToken.None), cancellation);
        return Parse(doing, response.HttpResponse.Body, RestJson.Default.Named).Sha;
    }

    /// <summary>Changes some members of something.</summary>
    public Task PatchAsync(string doing, string permission, string path, Dictionary<string, object> members, CancellationToken cancellation) =>
        CallAsync(doing, permission, _ => connection.Patch<object>(Relative(path), members), cancellation);

    public void Dispose()
    {
        sender.Dispose();
        http.Dispose();
    }

    private async Task<(T Value, Uri? Next)> ReadAsync<T>(string doing, string permission, Uri address, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var response = await CallAsync(doing, permission, _ => connection.Get<object>(address, null, Accept, cancellation), cancellation);
        return (Parse(doing, response.HttpResponse.Body, type), response.HttpResponse.ApiInfo?.Links.GetValueOrDefault("next"));
    }

    private T Parse<T>(string doing, object? body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body as string ?? "", type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw Unexpected(doing, exception);
        }
    }

    private ForgeException Unexpected(string doing, Exception exception) =>
        new($"GitHub's answer to an attempt to {doing} is not what its API describes: {Last}.", exception);

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
