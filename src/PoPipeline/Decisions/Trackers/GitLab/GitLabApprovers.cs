using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Forges;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.GitLab.Api;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>Tells whether an account is an approver now. Accounts are compared by number: a name may come to mean somebody else.</summary>
/// <remarks>Members of a group count from the role Developer on: guests and reporters are invited to look on, and often many.</remarks>
internal sealed class GitLabApprovers(GitLabClient client)
{
    private const int Developer = 30;
    private const string Active = "active";

    private readonly ConcurrentDictionary<string, Fact<UserAnswer?>> users = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Fact<GroupAnswer?>> groups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an account is one of those that the policy names.</summary>
    /// <param name="account">The account.</param>
    /// <param name="approvers">What the policy names.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<Fact<bool>> IsOneAsync(Account account, ImmutableArray<string> approvers, CancellationToken cancellation)
    {
        if (!long.TryParse(account.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 0)
        {
            return Fact<bool>.Known(false);
        }

        var gaps = new List<string>();
        foreach (var approver in approvers.Where(approver => approver is ['@', _, ..]).Select(approver => approver[1..]))
        {
            var isOne = await IsOneAsync(id, approver, cancellation);
            if (isOne is { IsKnown: true, Value: true })
            {
                return isOne;
            }

            if (!isOne.IsKnown)
            {
                gaps.Add(isOne.Reason);
            }
        }

        return gaps.Count == 0 ? Fact<bool>.Known(false) : Fact<bool>.Unknown(string.Join("; ", gaps));
    }

    // Users and groups share their names, so that one can only mean one of them; only groups lie in groups.
    private async Task<Fact<bool>> IsOneAsync(long id, string approver, CancellationToken cancellation)
    {
        if (!approver.Contains('/', StringComparison.Ordinal))
        {
            var user = await UserAsync(approver, cancellation);
            if (!user.IsKnown || user.Value is not null)
            {
                return user.IsKnown ? Fact<bool>.Known(user.Value is { State: Active } found && found.Id == id) : Fact<bool>.Unknown(user.Reason);
            }
        }

        var group = await GroupAsync(approver, cancellation);
        return !group.IsKnown ? Fact<bool>.Unknown(group.Reason)
            : group.Value is { } known ? await IsMemberAsync(known.Id, approver, id, cancellation)
            : Fact<bool>.Unknown($"GitLab shows no user or group '@{approver}': there is none, or the account of the token is no member and must not know");
    }

    private async Task<Fact<bool>> IsMemberAsync(long group, string name, long id, CancellationToken cancellation)
    {
        var member = await TryAsync(() => client.FindAsync($"to show the members of '@{name}'", api => api.MemberAsync(group, id, cancellation)));
        return member.IsKnown ? Fact<bool>.Known(member.Value is { } found && found.Id == id && Counts(found)) : Fact<bool>.Unknown(member.Reason);
    }

    private bool Counts(MemberAnswer member) =>
        member.State is Active
        && member.MembershipState is null or Active
        && member.AccessLevel >= Developer
        && (member.ExpiresAt is null
            || (DateOnly.TryParseExact(member.ExpiresAt, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day > DateOnly.FromDateTime(client.Now.UtcDateTime)));

    private async Task<Fact<UserAnswer?>> UserAsync(string name, CancellationToken cancellation)
    {
        if (!users.TryGetValue(name, out var user))
        {
            user = await TryAsync(async () => (await client.FindAsync("to show a user", api => api.UsersByNameAsync(name, cancellation)) ?? [])
                .FirstOrDefault(found => string.Equals(found.Username, name, StringComparison.OrdinalIgnoreCase)));
            users[name] = user;
        }

        return user;
    }

    private async Task<Fact<GroupAnswer?>> GroupAsync(string path, CancellationToken cancellation)
    {
        if (!groups.TryGetValue(path, out var group))
        {
            group = await TryAsync(() => client.FindAsync($"to show the group '@{path}'", api => api.GroupAsync(path, cancellation)));
            groups[path] = group;
        }

        return group;
    }

    private static async Task<Fact<T?>> TryAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        try
        {
            return Fact<T?>.Known(await find());
        }
        catch (ForgeException exception) when (!exception.IsOutage)
        {
            return Fact<T?>.Unknown(exception.Message.TrimEnd('.'));
        }
    }
}
