using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>
/// Finds out whether an account is an approver. Accounts are numbers: the login that a number has now is asked about in teams, and the number that
/// a login in the policy has now is compared, so that a login that somebody else took over decides nothing.
/// </summary>
internal sealed partial class Authority(GitHubApi api, ImmutableArray<string> owners)
{
    private const string Permission = "members: read";
    private const string Remedy = "use a token of a GitHub App with 'members: read' (a job's own GITHUB_TOKEN cannot read teams), or name persons";

    public async Task<Fact<bool>> IsApproverAsync(Account account, ImmutableArray<string> approvers, CancellationToken cancellation)
    {
        // Programs decide nothing, and a number that is none was never given by GitHub.
        if (account.Kind is not AccountKind.Person || !long.TryParse(account.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return Fact<bool>.Known(false);
        }

        List<string> unknown = [];
        string? login = null;
        foreach (var approver in approvers)
        {
            var answer = Fact<bool>.Known(false);
            if (Team().Match(approver) is { Success: true } team)
            {
                login ??= await LoginAsync(id, cancellation);
                answer = login is { Length: > 0 } ? await IsMemberAsync(team.Groups["owner"].Value, team.Groups["team"].Value, login, cancellation) : answer;
            }
            else if (Person().Match(approver) is { Success: true } person)
            {
                answer = await IsSameAsync(person.Groups["login"].Value, id, cancellation);
            }

            if (answer is { IsKnown: true, Value: true })
            {
                return answer;
            }

            if (!answer.IsKnown)
            {
                unknown.Add(answer.Reason);
            }
        }

        return unknown.Count > 0 ? Fact<bool>.Unknown(string.Join("; ", unknown.Distinct(StringComparer.Ordinal))) : Fact<bool>.Known(false);
    }

    // Empty where the account is gone.
    private async Task<string> LoginAsync(long id, CancellationToken cancellation)
    {
        try
        {
            var user = await api.GetAsync("read an account", "none", string.Create(CultureInfo.InvariantCulture, $"user/{id}"), RestJson.Default.User, cancellation);
            return user.Id == id && user.Login is { } login && Login().IsMatch(login) ? login : "";
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.NotFound)
        {
            return "";
        }
    }

    private async Task<Fact<bool>> IsSameAsync(string login, long id, CancellationToken cancellation)
    {
        try
        {
            var user = await api.GetAsync($"read the account '{login}'", "none", $"users/{login}", RestJson.Default.User, cancellation);
            return Fact<bool>.Known(user.Id == id && user.Type is "User");
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.NotFound)
        {
            return Fact<bool>.Known(false);
        }
        catch (ForgeException refusal) when (!refusal.IsOutage)
        {
            return Fact<bool>.Unknown(refusal.Message.TrimEnd('.'));
        }
    }

    private async Task<Fact<bool>> IsMemberAsync(string owner, string team, string login, CancellationToken cancellation)
    {
        if (!owners.Contains(owner, StringComparer.OrdinalIgnoreCase))
        {
            return Fact<bool>.Unknown($"'@{owner}/{team}' is a team of another organisation than the repository's, which does not decide here");
        }

        var path = $"orgs/{owner}/teams/{team}";
        var doing = $"read the members of '@{owner}/{team}'";
        try
        {
            var membership = await api.GetAsync(doing, Permission, $"{path}/memberships/{login}", RestJson.Default.Membership, cancellation);
            return Fact<bool>.Known(membership.State is "active");
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.NotFound)
        {
            // The answer for a stranger is the one for a team that the token may not see.
            return await IsSeenAsync(doing, path, cancellation);
        }
        catch (ForgeException refusal) when (!refusal.IsOutage)
        {
            return Unknown(refusal);
        }
    }

    private async Task<Fact<bool>> IsSeenAsync(string doing, string path, CancellationToken cancellation)
    {
        try
        {
            _ = await api.GetAsync(doing, Permission, path, RestJson.Default.Team, cancellation);
            return Fact<bool>.Known(false);
        }
        catch (ForgeException refusal) when (!refusal.IsOutage)
        {
            return Unknown(refusal);
        }
    }

    private static Fact<bool> Unknown(ForgeException refusal) => Fact<bool>.Unknown($"{refusal.Message.TrimEnd('.')}; {Remedy}");

    [GeneratedRegex(@"\A@(?<owner>[A-Za-z0-9][A-Za-z0-9-]{0,99})/(?<team>[A-Za-z0-9._-]{1,100})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Team();

    [GeneratedRegex(@"\A@(?<login>[A-Za-z0-9][A-Za-z0-9_-]{0,99})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Person();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,99}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Login();
}
