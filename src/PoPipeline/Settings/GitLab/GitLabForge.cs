using System.Text.Json;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Asks GitLab, by both of its interfaces, and says why it did not tell.</summary>
internal sealed class GitLabForge : IDisposable
{
    private static readonly Uri GraphQl = new("/api/graphql", UriKind.Relative);

    private readonly GitLabToken? token;
    private readonly ForgeAsker asker;

    // Which fields a server knows does not change within a run.
    private volatile bool isPlain;

    /// <summary>Makes one.</summary>
    /// <param name="target">What is asked about.</param>
    /// <param name="connection">How GitLab is reached.</param>
    public GitLabForge(SettingsTarget target, SettingsConnection connection)
    {
        Server = target.Server;
        token = GitLabToken.Of(connection.Variable);
        asker = new ForgeAsker(OptionsFor(target, connection));
    }

    /// <summary>How a server is spoken to.</summary>
    /// <param name="target">What is asked about.</param>
    /// <param name="connection">How GitLab is reached.</param>
    public static ForgeHttpOptions OptionsFor(SettingsTarget target, SettingsConnection connection)
    {
        var known = GitLabToken.Of(connection.Variable);
        return new ForgeHttpOptions
        {
            Service = "GitLab",
            BaseAddress = new Uri($"{target.Server}/api/v4/"),
            Token = known?.Secret,
            TokenHeader = (known?.Header ?? "PRIVATE-TOKEN", ""),
            IsRepeatable = static _ => true,
            IsWrite = static _ => false,
            Time = connection.Time,
            RetryBudget = connection.RetryBudget,
            Sender = connection.Sender,
            AnswerFolder = connection.AnswerFolder,
        };
    }

    /// <summary>Its web address.</summary>
    public string Server { get; }

    /// <summary>Whether it is GitLab.com, which has some interfaces that no other server has, and lacks some.</summary>
    public bool IsGitLabCom => Server.Equals("https://gitlab.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>The answers so far.</summary>
    public ForgeAsker Asker => asker;

    /// <summary>Asks for one thing.</summary>
    /// <param name="path">The path below the address of the API.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<ForgeReply> GetAsync(string path, CancellationToken cancellation) => asker.GetAsync(path, cancellation);

    /// <summary>Asks for the first entries of a list.</summary>
    /// <param name="path">The path, which says how many.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<ForgeReply> FirstAsync(string path, CancellationToken cancellation) => asker.FirstAsync(path, cancellation);

    /// <summary>Asks for one thing of which there may be none.</summary>
    /// <param name="path">The path below the address of the API.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<ForgeReply> AnyAsync(string path, CancellationToken cancellation) => asker.AnyAsync(path, cancellation);

    /// <summary>Asks for all pages of a list.</summary>
    /// <param name="path">The path of the list, with what stands behind a question mark.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<ForgeReply> PagesAsync(string path, CancellationToken cancellation) => asker.PagesAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page=100", cancellation);

    /// <summary>
    /// Asks by GraphQL. A server that lacks a field refuses the whole query, as the Community Edition does for what it has not: then it is asked again without
    /// those fields. Parts that are refused are null in the answer.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="variables">Its variables, as JSON.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The answer, whose body is its data.</returns>
    public async Task<ForgeReply> QueryAsync(GitLabQuery query, JsonElement variables, CancellationToken cancellation)
    {
        var reply = isPlain && query.Plain is { } known
            ? await asker.QueryAsync(GraphQl, known, query.PlainName, variables, cancellation)
            : await asker.QueryAsync(GraphQl, query.Whole, query.Name, variables, cancellation);
        if (!isPlain && reply.IsGiven && query.Plain is { } plain && ErrorOf(reply) is { } error && GitLabQuery.IsOfSchema(error))
        {
            isPlain = true;
            reply = await asker.QueryAsync(GraphQl, plain, query.PlainName, variables, cancellation);
        }

        if (!reply.IsGiven)
        {
            return reply;
        }

        var data = reply.Json.Object("data");
        return data.ValueKind is JsonValueKind.Object ? reply with { Json = data }
            : ErrorOf(reply) is { } said ? reply with { Failure = $"GraphQL says '{Shown(said)}'" }
            : reply with { Failure = "the answer has neither data nor errors" };
    }

    /// <summary>What is known where GitLab did not tell.</summary>
    /// <param name="setting">What was asked for.</param>
    /// <param name="reply">What came of asking.</param>
    /// <typeparam name="T">What was asked for.</typeparam>
    public Observed<T> Refused<T>(ForgeSetting setting, ForgeReply reply)
        where T : class => reply switch
        {
            { Failure: null, Status: 401 or 403 or 404 } when token?.IsOfJob is true =>
                Observed<T>.Unknown($"{reply.Status}: CI_JOB_TOKEN, the token of a job, cannot read it; set POPIPELINE_TOKEN to a token with the scope 'read_api', whose account has the role: {GitLabAccess.For(setting).Role}"),

            // Some interfaces say so to whoever lacks the role, too.
            { Failure: null, Status: 401 } when token is not null && asker.Answers.Any(answer => answer.Status is >= 200 and < 300) =>
                Observed<T>.Unknown($"401{(reply.Said.Length > 0 ? $", '{reply.Said}'" : "")}: the token lacks {GitLabAccess.For(setting).Needs}"),
            _ => GitLabAccess.For(setting).Refused<T>(reply),
        };

    /// <summary>What is known of a thing of GitLab Premium where GitLab did not tell: that there is none, where something tells that the tier lacks it.</summary>
    /// <param name="setting">What was asked for.</param>
    /// <param name="reply">What came of asking.</param>
    /// <param name="tier">The tier.</param>
    /// <param name="what">What needs GitLab Premium, in the plural: <c>push rules</c>.</param>
    /// <typeparam name="T">What was asked for.</typeparam>
    public Observed<T> Refused<T>(ForgeSetting setting, ForgeReply reply, GitLabTier tier, string what)
        where T : class => tier.IsFree && reply is { Failure: null, Status: 403 or 404 } ? Observed<T>.Unavailable($"{what} need GitLab Premium") : Refused<T>(setting, reply);

    /// <summary>Tells of the token in hand.</summary>
    /// <param name="cancellation">Stops.</param>
    public async Task<TokenFacts> TokenAsync(CancellationToken cancellation) =>
        GitLabTokenFacts.Of(token, token is null or { IsOfJob: true } ? new ForgeReply() : await GetAsync("personal_access_tokens/self", cancellation), IsGitLabCom);

    public void Dispose() => asker.Dispose();

    private static string? ErrorOf(ForgeReply reply) => reply.Json.Items("errors").Select(error => error.Text("message")).OfType<string>().FirstOrDefault();

    private string Shown(string said) => Exchange.Shown(token?.Secret.RemoveFrom(said) ?? said, 200);
}
