using System.Collections.Concurrent;
using System.Globalization;
using PoPipeline.Forges;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.GitLab.Api;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>Tells the accounts of people from those of programs, asking once for each.</summary>
internal sealed class GitLabAccounts(GitLabClient client)
{
    // What is left of an account that was deleted; the server keeps the name for itself.
    private const string Ghost = "ghost";

    private readonly ConcurrentDictionary<long, bool> isBot = new();

    /// <summary>The account of an answer to <c>GET /user</c>.</summary>
    public static Account Of(UserAnswer user) => Of(user.Id, user.Username, user.Bot is not false || IsGhost(user.Username));

    /// <summary>Remembers what GraphQL says of a user.</summary>
    public void Learn(GraphUser? user)
    {
        if (user is { Bot: { } bot } && GlobalId.Number(user.Id) is { } id)
        {
            isBot[id] = bot || IsGhost(user.Username);
        }
    }

    /// <summary>The account of an answer that may not say what acts under it.</summary>
    /// <exception cref="ForgeException">GitLab cannot be reached, or refuses.</exception>
    public async Task<Account> OfAsync(UserAnswer? user, CancellationToken cancellation)
    {
        if (user is null)
        {
            return Of(0, Ghost, isBot: true);
        }

        if (!isBot.TryGetValue(user.Id, out var bot))
        {
            // An account that is not there any more decides nothing.
            bot = user.Bot ?? (IsGhost(user.Username) ? true : (await client.FindAsync("to show a user", api => api.UserAsync(user.Id, cancellation)))?.Bot is not false);
            isBot[user.Id] = bot;
        }

        return Of(user.Id, user.Username, bot);
    }

    /// <summary>The account that GraphQL names; null where it names none.</summary>
    public static Account? Of(GraphUser? user) =>
        user is not null && GlobalId.Number(user.Id) is { } id ? Of(id, user.Username, user.Bot is not false || IsGhost(user.Username)) : null;

    private static Account Of(long id, string? name, bool isBot) =>
        new(id.ToString(CultureInfo.InvariantCulture), name ?? "", isBot ? AccountKind.Program : AccountKind.Person);

    private static bool IsGhost(string? name) => string.Equals(name, Ghost, StringComparison.OrdinalIgnoreCase);
}
