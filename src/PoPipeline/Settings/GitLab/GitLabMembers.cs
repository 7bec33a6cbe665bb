using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Makes facts of who is a member of a project or group.</summary>
internal static partial class GitLabMembers
{
    /// <summary>The smallest access level that may push to branches that are not protected, and whose approval counts.</summary>
    public const long Developer = 30;

    /// <summary>The smallest access level that may change the settings of a project.</summary>
    public const long Maintainer = 40;

    /// <summary>The access level of owners.</summary>
    public const long Owner = 50;

    /// <summary>Those members that have an access level or a higher one.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="setting">What was asked for.</param>
    /// <param name="members">The list of all members.</param>
    /// <param name="least">The access level.</param>
    /// <param name="activity">When people were active last, by name.</param>
    public static Observed<PrincipalList> From(GitLabForge forge, ForgeSetting setting, ForgeReply members, long least, IReadOnlyDictionary<string, DateTimeOffset>? activity = null)
    {
        if (!members.IsGiven)
        {
            return forge.Refused<PrincipalList>(setting, members);
        }

        if (members.Json.Items().Any(member => member.Number("access_level") is null || member.Text("username") is null))
        {
            return GitLabAccess.For(setting).Lacks<PrincipalList>("access_level");
        }

        // Whoever is blocked can do nothing for now.
        var people = members.Json.Items().Where(member => member.Number("access_level") >= least && member.Text("state") is not "blocked");
        return Observed<PrincipalList>.Known(new PrincipalList([.. people.Select(Person).OrderBy(person => person.Name, StringComparer.Ordinal)]));

        Principal Person(JsonElement member)
        {
            var name = member.Text("username") ?? "";
            return PersonOf(name, member.Number("access_level"), member.Text("expires_at"), activity is not null && activity.TryGetValue(name, out var at) ? at : null);
        }
    }

    /// <summary>Members, as GraphQL shows them, or as the other interface does where they are more than GraphQL shows at once.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="answer">The answer of GraphQL.</param>
    /// <param name="list">The list in it.</param>
    /// <param name="path">Where the other interface has them.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<Observed<PrincipalList>> ListAsync(GitLabForge forge, ForgeReply answer, JsonElement list, string path, CancellationToken cancellation)
    {
        if (!answer.IsGiven)
        {
            return forge.Refused<PrincipalList>(ForgeSetting.OutsideCollaborators, answer);
        }

        if (!list.HasItems("nodes"))
        {
            return GitLabAccess.For(ForgeSetting.OutsideCollaborators).Lacks<PrincipalList>("nodes");
        }

        if (GitLabQuery.GoesOn(list))
        {
            return From(forge, ForgeSetting.OutsideCollaborators, await forge.PagesAsync(path, cancellation), 0);
        }

        // Whoever was invited by mail, and has no account yet, has no name.
        return Observed<PrincipalList>.Known(new PrincipalList(
        [
            .. list.Items("nodes")
                .Where(member => member.Object("user").Text("username") is not null)
                .Select(member => PersonOf(member.Object("user").Text("username")!, member.Object("accessLevel").Number("integerValue"), member.Text("expiresAt")?.Split('T')[0])),
        ]));
    }

    /// <summary>Those members of a project that are no members of the groups around it.</summary>
    /// <param name="project">The answer on the project.</param>
    /// <param name="direct">Its own members.</param>
    /// <param name="around">The members of the groups around it.</param>
    public static Observed<PrincipalList> Outside(JsonElement project, Observed<PrincipalList> direct, Observed<PrincipalList> around)
    {
        if (GitLabProject.IsOfPerson(project))
        {
            return Observed<PrincipalList>.Unavailable("the project is of a person, around whom there is no group");
        }

        if (direct.Value is not { } own || around.Value is not { } inside)
        {
            return direct.IsKnown ? around : direct;
        }

        var names = inside.Principals.Select(person => person.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Observed<PrincipalList>.Known(new PrincipalList(
        [
            .. own.Principals.Where(person => person.Kind is PrincipalKind.Person && !names.Contains(person.Name)).OrderBy(person => person.Name, StringComparer.Ordinal),
        ]));
    }

    /// <summary>What a role is called.</summary>
    /// <param name="level">Its access level.</param>
    public static string? RoleOf(long? level) => level switch
    {
        5 => "Minimal Access",
        10 => "Guest",
        15 => "Planner",
        20 => "Reporter",
        Developer => "Developer",
        Maintainer => "Maintainer",
        Owner => "Owner",
        60 => "Administrator",
        _ => null,
    };

    // Each token of a project or group has an account of its own, which GitLab names so.
    [GeneratedRegex("^(project|group)_[0-9]+_bot", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bot();

    private static Principal PersonOf(string name, long? level, string? until, DateTimeOffset? activeAt = null) => new()
    {
        Name = name,
        Kind = Bot().IsMatch(name) ? PrincipalKind.Program : PrincipalKind.Person,
        Role = RoleOf(level),
        ActiveAt = activeAt,
        Until = DateOnly.TryParse(until, CultureInfo.InvariantCulture, out var day) ? day : null,
    };
}
