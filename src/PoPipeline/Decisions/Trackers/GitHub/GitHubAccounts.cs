using System.Globalization;
using PoPipeline.Forges.GitHub;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>Accounts as GitHub's two APIs show them.</summary>
internal static class GitHubAccounts
{
    private const string BotSuffix = "[bot]";

    // What GitHub shows in place of an account that was deleted. Nobody is behind it any more.
    private const long GhostId = 10137;
    private static readonly Account Ghost = new("10137", "ghost", AccountKind.Program);

    /// <summary>The account that a job's own token stands for.</summary>
    public static readonly Account Actions = new("41898282", "github-actions[bot]", AccountKind.Program);

    /// <summary>An account of the REST API; of somebody deleted where there is none.</summary>
    public static Account Of(Rest.User? user) =>
        user is not { Id: > 0, Login: { } login } || user.Id == GhostId
            ? Ghost
            : new Account(user.Id.ToString(CultureInfo.InvariantCulture), login, user.Type is "User" ? AccountKind.Person : AccountKind.Program);

    /// <summary>An account of the GraphQL API, which calls the same bots by shorter names; null where it tells none.</summary>
    public static Account? Of(Graph.Actor? actor) =>
        actor is not { DatabaseId: { } id } ? null
        : actor.Type is "Bot" && !actor.Login.EndsWith(BotSuffix, StringComparison.Ordinal) ? new Account(Text(id), actor.Login + BotSuffix, AccountKind.Program)
        : new Account(Text(id), actor.Login, actor.Type is "User" && !actor.Login.EndsWith(BotSuffix, StringComparison.Ordinal) ? AccountKind.Person : AccountKind.Program);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
