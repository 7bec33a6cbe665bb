using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Forges.GitLab;
using PoPipeline.Settings;
using PoPipeline.Settings.GitLab;

namespace PoPipeline.AuditLogs;

/// <summary>
/// The audit events of a group of GitLab, its subgroups and all their projects, each a feed by its number: https://docs.gitlab.com/api/audit_events/. Who lacks
/// the role is answered their own events alone, as if there were no others; so the role is found out first.
/// </summary>
internal sealed class GitLabAuditLog : IAuditLog
{
    private const string Groups = AuditFeed.GitLabGroups;
    private const string Projects = "projects/";
    private const int Maintainer = 40;
    private const int Owner = 50;

    private readonly SettingsTarget target;
    private readonly GitLabToken? token;
    private readonly GitLabForge forge;
    private readonly AuditSender sender;
    private readonly ConcurrentDictionary<AuditFeed, AuditPageRefusal?> roles = new();
    private string? root;
    private (long Id, bool SeesAll)? account;
    private long? rootLevel;

    /// <summary>Makes one.</summary>
    /// <param name="target">The group, or a project.</param>
    /// <param name="source">The same, as the audit log names it.</param>
    /// <param name="connection">How GitLab is reached.</param>
    public GitLabAuditLog(SettingsTarget target, AuditSource source, SettingsConnection connection)
    {
        this.target = target;
        Source = source;
        token = GitLabToken.Of(connection.Variable);
        forge = new GitLabForge(target, connection);
        sender = new AuditSender(GitLabForge.OptionsFor(target, connection));
    }

    /// <inheritdoc/>
    public AuditSource Source { get; }

    /// <inheritdoc/>
    public async Task<AuditFeeds> FeedsAsync(CancellationToken cancellation)
    {
        var name = Uri.EscapeDataString(target.Path);
        var group = await forge.GetAsync($"groups/{name}?with_projects=false", cancellation);
        var project = group.IsMissing ? await forge.GetAsync($"{Projects}{name}", cancellation) : null;
        if (project is { IsGiven: true } && project.Json.Number("id") is { } number)
        {
            root = Of(Projects, number);
            return new AuditFeeds([Feed(root)]);
        }

        if (!group.IsGiven || group.Json.Number("id") is not { } id)
        {
            var refused = project is { IsMissing: false } ? project : group;
            return new AuditFeeds([], $"{target} was not found out about: {Why(refused)}.") { Reason = ReasonOf(refused) };
        }

        root = Of(Groups, id);
        var below = await forge.PagesAsync($"{root}/descendant_groups?order_by=id&sort=asc", cancellation);
        var projects = await forge.PagesAsync($"{root}/projects?include_subgroups=true&with_shared=false&order_by=id&sort=asc", cancellation);
        var feeds = ImmutableArray.CreateBuilder<AuditFeed>();
        feeds.Add(Feed(root));
        feeds.AddRange(Listed(below, Groups));
        feeds.AddRange(Listed(projects, Projects));
        return new AuditFeeds(
            feeds.DrainToImmutable(),
            !below.IsGiven ? $"Which subgroups there are in {target} was not told: {Why(below)}."
            : !projects.IsGiven ? $"Which projects there are in {target} was not told: {Why(projects)}."
            : null)
        {
            Reason = ReasonOf(below.IsGiven ? projects : below),
        };
    }

    /// <inheritdoc/>
    public async Task<AuditPageAnswer> FetchAsync(AuditPageRequest request, CancellationToken cancellation)
    {
        if (token is null or { IsOfJob: true })
        {
            return new AuditPageRefusal(RefusalReason.Token, token is null
                ? "There is no token; set POPIPELINE_TOKEN to one with the scope 'read_api'."
                : "CI_JOB_TOKEN, the token of a job, cannot read it; set POPIPELINE_TOKEN to one with the scope 'read_api'.");
        }

        if (!roles.TryGetValue(request.Feed, out var refused))
        {
            refused = roles[request.Feed] = await RoleAsync(request.Feed.Query, cancellation);
        }

        return refused ?? await sender.GetAsync(
            $"{request.Feed.Query}/audit_events?created_after={Time(request.From)}&created_before={Time(request.To)}&pagination=keyset&order_by=id&sort=desc&per_page=100",
            request.Cursor,
            refusal => Task.FromResult(Explain(refusal)),
            cancellation);
    }

    public void Dispose()
    {
        sender.Dispose();
        forge.Dispose();
    }

    private static string Of(string kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{kind}{id}");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Why(ForgeReply reply) => reply.Failure ?? reply.Status switch
    {
        401 => "401: there is no valid token; set POPIPELINE_TOKEN to one with the scope 'read_api'",
        403 => "403: the token lacks the scope 'read_api'",
        404 => "404: there is no such group or project, or the token may not know of it",
        200 => "the answer has no 'id'",
        var status => string.Create(CultureInfo.InvariantCulture, $"the forge answered {status}, which is no answer to expect"),
    };

    private static RefusalReason ReasonOf(ForgeReply reply) => reply.Failure is not null ? RefusalReason.Unavailable : reply.Status switch
    {
        401 => RefusalReason.Token,
        403 => RefusalReason.Permission,
        404 => RefusalReason.NotFound,
        200 => RefusalReason.Malformed,
        _ => RefusalReason.Unavailable,
    };

    // That the role is known to suffice leaves the tier.
    private static AuditPageRefusal Explain(AuditRefusal refusal) => refusal.Status switch
    {
        401 => new(RefusalReason.Token, $"{refusal}: the token is not valid, has expired, or lacks the scope 'read_api'."),
        403 => new(RefusalReason.Plan, $"{refusal}: its audit events need GitLab Premium, or the token lacks the scope 'read_api'. Where the tier has none, there is nothing to collect."),
        404 => new(RefusalReason.NotFound, $"{refusal}: it is not there, or the token may not know of it."),
        _ => new(RefusalReason.Malformed, $"{refusal}: that is no answer to expect."),
    };

    private AuditFeed Feed(string query) => new(Source, query);

    private IEnumerable<AuditFeed> Listed(ForgeReply list, string kind) =>
        list.IsGiven ? list.Json.Items().Select(entry => entry.Number("id")).OfType<long>().Distinct().Select(id => Feed(Of(kind, id))) : [];

    // Null where all events are shown.
    private async Task<AuditPageRefusal?> RoleAsync(string query, CancellationToken cancellation)
    {
        if (account is null)
        {
            var self = await forge.GetAsync("user", cancellation);
            if (!self.IsGiven || self.Json.Number("id") is not { } id)
            {
                return new AuditPageRefusal(self.Status is 401 or 403 ? RefusalReason.Token : RefusalReason.Unavailable, $"Whose token it is was not told, so that it is not known whether all events would be shown: {Why(self)}.");
            }

            account = (id, self.Json.Flag("is_admin") is true || self.Json.Flag("is_auditor") is true);
        }

        var least = query.StartsWith(Groups, StringComparison.Ordinal) ? Owner : Maintainer;
        if (account.Value.SeesAll)
        {
            return null;
        }

        // A role is inherited by all that is below.
        rootLevel ??= root is null ? 0 : await LevelAsync(root, account.Value.Id, cancellation);
        if (rootLevel >= least)
        {
            return null;
        }

        var level = query == root ? rootLevel.Value : await LevelAsync(query, account.Value.Id, cancellation);
        return level >= least ? null : new AuditPageRefusal(
            RefusalReason.Role,
            $"The account of the token {(level > 0 ? "would be shown its own events alone" : "is no member, or its role was not told")}: it takes the role {(least == Owner ? "Owner of the group" : "Maintainer of the project")}.");
    }

    private async Task<long> LevelAsync(string query, long id, CancellationToken cancellation) =>
        (await forge.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{query}/members/all/{id}"), cancellation)) is { IsGiven: true } member ? member.Json.Number("access_level") ?? 0 : 0;
}
