using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using PoPipeline.Forges.GitLab.Api;
using PoPipeline.Forges.Http;
using Refit;
using Refit.Implementation;

namespace PoPipeline.Forges.GitLab;

/// <summary>Calls GitLab, follows its pages, and turns what it refuses into a message that says what is missing.</summary>
internal sealed class GitLabClient : IDisposable
{
    /// <summary>As many as GitLab puts on a page.</summary>
    public const int PageSize = 100;

    // A list that never ends would keep a run for ever; no project of ours comes near.
    private const int MostPages = 500;
    private const int LongestMessage = 200;
    private static readonly TimeSpan LongestWaitToCreate = TimeSpan.FromSeconds(15);

    private readonly GitLabOptions options;
    private readonly ForgeHttp http;
    private readonly HttpClient client;
    private readonly IGitLabApi api;

    public GitLabClient(GitLabOptions options)
    {
        this.options = options;
        var root = new Uri($"{options.Server.AbsoluteUri.TrimEnd('/')}/api");
        http = new ForgeHttp(new ForgeHttpOptions
        {
            Service = "GitLab",
            BaseAddress = root,
            Token = options.Token?.Secret,
            TokenHeader = (options.Token?.Header ?? "PRIVATE-TOKEN", ""),
            Time = options.Time,
            RetryBudget = options.RetryBudget,
            Sender = options.Handler,
            IsRepeatable = static request => request.Method != HttpMethod.Post || IsQuery(request),
            IsWrite = static request => request.Method != HttpMethod.Get && !IsQuery(request),

            // An issue is made while its claim is young, or not at all.
            LongestWait = static request => request.Method == HttpMethod.Post && PathOf(request).EndsWith("/issues", StringComparison.Ordinal) ? LongestWaitToCreate : TimeSpan.MaxValue,
        });
        client = new HttpClient(http.Handler, disposeHandler: false) { BaseAddress = root, Timeout = Timeout.InfiniteTimeSpan };
        api = GeneratedPoPipeline.GitLab(client, new RefitSettings(SystemTextJsonContentSerializer.ForContext(GitLabJson.Default)));
    }

    /// <summary>The time by the server's clock.</summary>
    public DateTimeOffset Now => http.Now;

    /// <summary>The last request and what came of it, for messages.</summary>
    public string Last => http.Last;

    /// <summary>Asks for what must be there.</summary>
    /// <param name="what">What is asked for, as the words after 'GitLab refuses': <c>to show project 'acme/app'</c>.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="ForgeException">It is not there, or GitLab refuses.</exception>
    public async Task<T> GetAsync<T>(string what, Func<IGitLabApi, Task<ApiResponse<T>>> call)
    {
        using var response = await SendAsync(what, call);
        return response is { IsSuccessStatusCode: true, Content: { } content } ? content : throw Refused(what, response);
    }

    /// <summary>Asks for what may not be there.</summary>
    /// <returns>The answer; null where GitLab says 404.</returns>
    /// <exception cref="ForgeException">GitLab refuses.</exception>
    public async Task<T?> FindAsync<T>(string what, Func<IGitLabApi, Task<ApiResponse<T>>> call)
        where T : class
    {
        using var response = await SendAsync(what, call);
        return response.StatusCode is HttpStatusCode.NotFound ? null
            : response is { IsSuccessStatusCode: true, Content: { } content } ? content : throw Refused(what, response);
    }

    /// <summary>Tries a change that GitLab refuses with 400 where somebody else was first.</summary>
    /// <returns>Whether it was made, and what GitLab says where it was not.</returns>
    /// <exception cref="ForgeException">GitLab refuses for another reason.</exception>
    public async Task<(T? Made, string Refusal)> TryAsync<T>(string what, Func<IGitLabApi, Task<ApiResponse<T>>> call)
        where T : class
    {
        using var response = await SendAsync(what, call);
        return response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict ? (null, MessageOf(response))
            : response is { IsSuccessStatusCode: true, Content: { } content } ? (content, "") : throw Refused(what, response);
    }

    /// <summary>Asks for all pages of a list.</summary>
    /// <remarks>Pages are asked for by number, so that no address that a server sends is ever followed.</remarks>
    public async Task<ImmutableArray<T>> ListAsync<T>(string what, Func<IGitLabApi, int, Task<ApiResponse<T[]>>> call)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        var page = 1;
        while (page > 0)
        {
            if (page > MostPages)
            {
                throw new ForgeException($"GitLab's answer to the request {what} has more than {MostPages * PageSize} entries, which are not read.");
            }

            var asked = page;
            using var response = await SendAsync(what, api => call(api, asked));
            var entries = response is { IsSuccessStatusCode: true, Content: { } content } ? content : throw Refused(what, response);
            all.AddRange(entries);
            page = NextPage(what, page, entries.Length, Header(response, "X-Next-Page"));
        }

        return all.ToImmutable();
    }

    /// <summary>Asks for the entries of a folder at a commit, and of all folders in it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="path">The folder.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ImmutableArray<TreeAnswer>> TreeAsync(long project, string commit, string path, CancellationToken cancellation)
    {
        const string What = "to list files";
        var all = ImmutableArray.CreateBuilder<TreeAnswer>();
        string? token = null;
        for (var page = 0; page < MostPages; page++)
        {
            using var response = await SendAsync(What, api => api.TreeAsync(project, commit, path, token, PageSize, cancellation));
            if (response.StatusCode is HttpStatusCode.NotFound)
            {
                // The commit is known to be there, so it is the folder that is not.
                return [];
            }

            all.AddRange(response is { IsSuccessStatusCode: true, Content: { } content } ? content : throw Refused(What, response));
            token = PageToken.After(Header(response, "Link"));
            if (token is null)
            {
                return all.ToImmutable();
            }
        }

        throw new ForgeException($"The folder '{path}' on GitLab has more than {MostPages * PageSize} entries, which are not read.");
    }

    /// <summary>Asks for bytes.</summary>
    /// <returns>The bytes; null where GitLab says 404.</returns>
    public async Task<byte[]?> BytesAsync(string what, Func<IGitLabApi, Task<HttpResponseMessage>> call, CancellationToken cancellation)
    {
        try
        {
            using var response = await call(api);
            return response.StatusCode is HttpStatusCode.NotFound ? null
                : response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(cancellation)
                : throw Refused(what, response.StatusCode, "");
        }
        catch (ApiRequestException exception) when (exception.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
    }

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }

    private async Task<ApiResponse<T>> SendAsync<T>(string what, Func<IGitLabApi, Task<ApiResponse<T>>> call)
    {
        var response = await call(api);
        if (response.Error is ApiRequestException { InnerException: { } cause })
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        return response;
    }

    private ForgeException Refused<T>(string what, ApiResponse<T> response) =>
        response.IsSuccessStatusCode
            ? new ForgeException($"GitLab's answer to the request {what} is not what its documentation says: {Last}.")
            : Refused(what, response.StatusCode ?? default(HttpStatusCode), MessageOf(response));

    private ForgeException Refused(string what, HttpStatusCode code, string message)
    {
        var said = message.Length > 0 ? $" '{message}'" : "";
        return new ForgeException(code switch
        {
            _ when options.Token is null => $"GitLab refuses {what} ({(int)code}), and the environment has no token. {GitLabToken.Advice}.",
            _ when options.Token.IsOfJob =>
                $"GitLab refuses {what} ({(int)code}): CI_JOB_TOKEN neither reads nor writes issues. {GitLabToken.Advice}.",
            HttpStatusCode.Unauthorized => $"GitLab refuses {what} (401): the token in {options.Token.Variable} is not valid any more, or was never. {GitLabToken.Advice}.",
            HttpStatusCode.Forbidden =>
                $"GitLab refuses {what} (403){said}: the token in {options.Token.Variable} lacks the scope or its account the role. {GitLabToken.Advice}.",
            HttpStatusCode.NotFound => $"GitLab refuses {what} (404): it is not there, or the account of {options.Token.Variable} must not know. {GitLabToken.Advice}.",
            _ => $"GitLab refuses {what} ({(int)code}){said}.",
        });
    }

    // What the server says is text of others: it is cut, and the token, should it be echoed, is taken out.
    private string MessageOf<T>(ApiResponse<T> response)
    {
        var text = (response.Error as ApiException)?.Content ?? "";
        try
        {
            using var document = AnswerJson.Parse(Encoding.UTF8.GetBytes(text));
            var said = document.RootElement.ValueKind is JsonValueKind.Object && (document.RootElement.TryGetProperty("message", out var message) || document.RootElement.TryGetProperty("error", out message))
                ? message.ToString()
                : "";
            said = options.Token?.Secret.RemoveFrom(said) ?? said;
            return Exchange.Shown(said, LongestMessage);
        }
        catch (JsonException)
        {
            return "";
        }
    }

    // A list that is cut short would look like one from which something was deleted. What stands between may take headers away.
    private static int NextPage(string what, int page, int length, string? header) => header switch
    {
        null => length < PageSize ? 0 : page + 1,
        "" => 0,
        _ when int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var next) && next == page + 1 => next,
        _ => throw new ForgeException($"GitLab's answer to the request {what} does not say what comes after page {page}."),
    };

    private static string? Header<T>(ApiResponse<T> response, string name) =>
        response.Headers is { } headers && headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static bool IsQuery(HttpRequestMessage request) => PathOf(request).EndsWith("/graphql", StringComparison.Ordinal);

    private static string PathOf(HttpRequestMessage request) => request.RequestUri?.AbsolutePath ?? "";
}
