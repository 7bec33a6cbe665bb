using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Control;

/// <summary>Puts users, groups, projects and tokens into the world.</summary>
internal static class Seeding
{
    /// <summary>Adds what a seed holds to what there is.</summary>
    /// <exception cref="ControlException">It names something that there is not.</exception>
    /// <exception cref="JsonException">It does not have the format.</exception>
    public static void Plant(World world, JsonObject json)
    {
        var seed = json.Deserialize<SeedDocument>(SeedDocument.Format) ?? new SeedDocument();
        world.Clock.Now = seed.Now ?? world.Clock.Now;
        foreach (var user in seed.Users)
        {
            world.Users.Add(new User
            {
                Id = world.TakeId("user", user.Id ?? world.NextId("user", 101)),
                Username = user.Username,
                Name = user.Name ?? user.Username,
                Email = user.Email ?? $"{user.Username}@example.com",
                Bot = user.Bot,
                Admin = user.Admin,
                State = user.State,
                CreatedAt = world.Clock.Now,
            });
        }

        foreach (var group in seed.Groups)
        {
            world.Groups.Add(Group(world, group));
        }

        foreach (var project in seed.Projects)
        {
            world.Projects.Add(Project(world, project));
        }

        foreach (var token in seed.Tokens)
        {
            world.Tokens[token.Token] = new Token(token.Token, token.Kind, User(world, token.User), [.. token.Scopes ?? ["api"]])
            {
                ExpiresAt = token.ExpiresAt,
                Revoked = token.Revoked,
                JobProject = token.Project is null ? null : Project(world, token.Project),
            };
        }
    }

    /// <summary>Files with one changed, added, or, when the content is null, removed.</summary>
    public static ImmutableSortedDictionary<string, Blob> With(ImmutableSortedDictionary<string, Blob>? files, string path, string? content)
    {
        var all = files ?? ImmutableSortedDictionary.Create<string, Blob>(StringComparer.Ordinal);
        return content is null ? all.Remove(path) : all.SetItem(path, new Blob([.. Encoding.UTF8.GetBytes(content)]));
    }

    private static Group Group(World world, SeedDocument.SeedGroup seed)
    {
        var slash = seed.Path.LastIndexOf('/');
        var group = new Group
        {
            Id = world.TakeId("group", seed.Id ?? world.NextId("group", 301)),
            FullPath = seed.Path,
            Name = seed.Path[(slash + 1)..],
            Parent = slash < 0 ? null : Group(world, seed.Path[..slash]),
            IsPublic = seed.Visibility is "public",
            CreatedAt = world.Clock.Now,
        };
        group.Members.AddRange(Members(world, seed.Members));
        group.Invitations.AddRange(Invitations(world, seed.InvitedGroups));
        return group;
    }

    private static Project Project(World world, SeedDocument.SeedProject seed)
    {
        var slash = seed.Path.LastIndexOf('/');
        var project = new Project
        {
            Id = world.TakeId("project", seed.Id ?? world.NextId("project", 501)),
            FullPath = seed.Path,
            Group = Group(world, slash < 0 ? "" : seed.Path[..slash]),
            DefaultBranch = seed.DefaultBranch,
            Visibility = seed.Visibility,
            CreatedAt = world.Clock.Now,
        };
        project.Members.AddRange(Members(world, seed.Members));
        project.Invitations.AddRange(Invitations(world, seed.InvitedGroups));
        project.ProtectedBranches.AddRange((seed.ProtectedBranches ?? []).Select(branch =>
            new ProtectedBranch(world.NextId("protection", 801), branch.Name, (AccessLevel)branch.PushAccessLevel, (AccessLevel)branch.MergeAccessLevel, branch.AllowForcePush)));
        project.JobTokenAllowlist.AddRange((seed.JobTokenAllowlist ?? []).Select(path => Project(world, path).Id));
        foreach (var label in seed.Labels ?? [])
        {
            Tracker.FindOrAddLabel(world, project, label);
        }

        if (seed.Files is { Count: > 0 } files && world.Users.FirstOrDefault() is { } first)
        {
            Commit(world, project, project.DefaultBranch, null, files, first, first.Email);
        }

        project.MergeRequests.AddRange((seed.MergeRequests ?? []).Select((request, index) => MergeRequest(world, project, request, index + 1)));
        return project;
    }

    private static MergeRequest MergeRequest(World world, Project project, SeedDocument.SeedMergeRequest seed, long iid)
    {
        var author = User(world, seed.Author);
        var start = project.Repository.Branches.GetValueOrDefault(project.DefaultBranch);
        var commit = Commit(world, project, seed.SourceBranch, start, seed.Files, author, seed.CommitAuthorEmail ?? author.Email);
        return new MergeRequest
        {
            Id = world.NextId("mergeRequest", 60_001),
            Iid = iid,
            Project = project,
            Title = seed.Title,
            Author = author,
            SourceBranch = seed.SourceBranch,
            TargetBranch = project.DefaultBranch,
            CreatedAt = world.Clock.Now,
            Commits = [commit],
        };
    }

    private static Commit Commit(World world, Project project, string branch, Commit? parent, IReadOnlyDictionary<string, string> files, User user, string authorEmail)
    {
        var all = files.Aggregate(parent?.Files ?? ImmutableSortedDictionary.Create<string, Blob>(StringComparer.Ordinal), (known, file) => With(known, file.Key, file.Value));
        return project.Repository.Add(branch, parent, all, "Add files", (user.Name, authorEmail), user, world.Clock.Tick());
    }

    private static IEnumerable<Member> Members(World world, IReadOnlyList<SeedDocument.SeedMember>? members) => (members ?? []).Select(member =>
        new Member(User(world, member.User), (AccessLevel)member.AccessLevel, world.Clock.Now, member.ExpiresAt) { MembershipState = member.State });

    private static IEnumerable<Invitation> Invitations(World world, IReadOnlyList<SeedDocument.SeedInvitation>? invitations) =>
        (invitations ?? []).Select(invitation => new Invitation(Group(world, invitation.Group), (AccessLevel)invitation.AccessLevel));

    private static User User(World world, string name) => world.FindUser(name) ?? throw new ControlException($"There is no user '{name}'.");

    private static Group Group(World world, string path) =>
        world.Groups.Find(group => string.Equals(group.FullPath, path, StringComparison.Ordinal)) ?? throw new ControlException($"There is no group '{path}'.");

    private static Project Project(World world, string path) =>
        world.Projects.Find(project => string.Equals(project.FullPath, path, StringComparison.Ordinal)) ?? throw new ControlException($"There is no project '{path}'.");
}
