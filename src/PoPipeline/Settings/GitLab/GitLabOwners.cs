using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Finds out what those may do whom a file of code owners names. GitLab has no interface that tells: whom it finds nowhere it passes over in silence.</summary>
internal sealed class GitLabOwners
{
    // Each further name takes a request of its own.
    private const int MostNamespaces = 10;

    private readonly GitLabForge forge;
    private readonly FrozenDictionary<string, long> members;
    private readonly FrozenDictionary<string, long> invited;
    private readonly string path;

    private GitLabOwners(GitLabForge forge, JsonElement project, JsonElement members)
    {
        this.forge = forge;
        path = project.Text("path_with_namespace") ?? "";
        this.members = members.Items()
            .Where(member => member.Text("username") is not null)
            .GroupBy(member => member.Text("username")!, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(person => person.Key, person => person.Max(member => member.Number("access_level") ?? 0), StringComparer.OrdinalIgnoreCase);
        invited = project.Items("shared_with_groups")
            .Where(group => group.Text("group_full_path") is not null)
            .GroupBy(group => group.Text("group_full_path")!, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.Max(link => link.Number("group_access_level") ?? 0), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Those whom the file of code owners names.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="project">The answer on the project.</param>
    /// <param name="reply">The list of all its members.</param>
    /// <param name="request">The names in the file, and whether it matters also where there is none.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<Observed<OwnerAccessList>> OfAsync(GitLabForge forge, JsonElement project, ForgeReply reply, SettingsRequest request, CancellationToken cancellation)
    {
        var names = request.CodeOwners;
        if (names.IsEmpty && !request.IsProbe)
        {
            return Observed<OwnerAccessList>.Unavailable("no file names code owners");
        }

        if (!reply.IsGiven)
        {
            return forge.Refused<OwnerAccessList>(ForgeSetting.CodeOwnerAccess, reply);
        }

        var owners = new GitLabOwners(forge, project, reply.Json);
        var known = names.ToDictionary(name => name, owners.AccessOf, StringComparer.Ordinal);
        await owners.LookUpAsync(known, cancellation);
        return Observed<OwnerAccessList>.Known(new OwnerAccessList([.. names.Select(name => new OwnerAccess(name, known[name] ?? OwnerAccessKind.Unknown))]));
    }

    // Null where somebody else has to be asked.
    private OwnerAccessKind? AccessOf(string name)
    {
        if (name.StartsWith("@@", StringComparison.Ordinal))
        {
            return name[2..].TrimEnd('s').ToUpperInvariant() is "DEVELOPER" or "MAINTAINER" or "OWNER" ? OwnerAccessKind.MayWrite : OwnerAccessKind.Missing;
        }

        // What it may do cannot be told by an address of mail, which GitLab shows to hardly anybody.
        if (!name.StartsWith('@') || name.Length == 1)
        {
            return OwnerAccessKind.Unknown;
        }

        var bare = name[1..];
        return members.TryGetValue(bare, out var level) ? Of(level)
            : invited.TryGetValue(bare, out level) ? Of(level)
            : path.StartsWith($"{bare}/", StringComparison.OrdinalIgnoreCase) ? OwnerAccessKind.MayWrite
            : null;
    }

    private async Task LookUpAsync(Dictionary<string, OwnerAccessKind?> known, CancellationToken cancellation)
    {
        ImmutableArray<string> open = [.. known.Where(name => name.Value is null).Select(name => name.Key[1..]).Where(name => !name.Contains('/', StringComparison.Ordinal)).Take(100)];
        if (open.IsEmpty)
        {
            return;
        }

        var answer = await forge.QueryAsync(GitLabQuery.OfUsers, QueryVariables.Of("names", open), cancellation);
        if (!answer.IsGiven || !answer.Json.Object("users").HasItems("nodes"))
        {
            return;
        }

        var people = answer.Json.Object("users").Items("nodes").Select(user => user.Text("username")).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in open.Where(people.Contains))
        {
            known[$"@{name}"] = OwnerAccessKind.MayNotWrite;
        }

        // A group that the token may not see would look as if there were none; whether a name is taken GitLab tells everybody.
        foreach (var name in open.Where(name => !people.Contains(name)).Take(MostNamespaces))
        {
            var exists = await forge.GetAsync($"namespaces/{Uri.EscapeDataString(name)}/exists", cancellation);
            if (exists.IsGiven && exists.Json.Flag("exists") is false)
            {
                known[$"@{name}"] = OwnerAccessKind.Missing;
            }
        }
    }

    private static OwnerAccessKind Of(long level) => level >= GitLabMembers.Developer ? OwnerAccessKind.MayWrite : OwnerAccessKind.MayNotWrite;
}
