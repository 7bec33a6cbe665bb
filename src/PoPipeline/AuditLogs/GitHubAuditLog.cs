using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Forges.GitHub;
using PoPipeline.Forges.Http;
using PoPipeline.Settings;

namespace PoPipeline.AuditLogs;

/// <summary>
/// The audit log of an organisation or an enterprise of GitHub: https://docs.github.com/enterprise-cloud@latest/rest/orgs/orgs#get-the-audit-log-for-an-organization.
/// Events of the web and of git are two feeds, since GitHub keeps the former for 180 days and the latter for 7.
/// </summary>
internal sealed class GitHubAuditLog : IAuditLog
{
    private const string PlanWithAuditLog = "enterprise";

    private readonly string path;
    private readonly bool isEnterprise;
    private readonly Secret? token;
    private readonly AuditSender sender;
    private readonly ForgeAsker asker;

    /// <summary>Makes one.</summary>
    /// <param name="target">The organisation or enterprise.</param>
    /// <param name="source">The same, as the audit log names it.</param>
    /// <param name="connection">How GitHub is reached.</param>
    public GitHubAuditLog(SettingsTarget target, AuditSource source, SettingsConnection connection)
    {
        Source = source;
        isEnterprise = target.Path.StartsWith(AuditLogTargets.Enterprises, StringComparison.Ordinal);
        path = isEnterprise ? target.Path : $"orgs/{target.Path}";
        var options = GitHubHttp.Options(GitHubEnvironment.For(target.Server, target.Path, connection.Variable) with { Time = connection.Time, RetryBudget = connection.RetryBudget, Sender = connection.Sender });
        token = options.Token;
        sender = new AuditSender(options);
        asker = new ForgeAsker(options);
    }

    /// <inheritdoc/>
    public AuditSource Source { get; }

    /// <inheritdoc/>
    public Task<AuditFeeds> FeedsAsync(CancellationToken cancellation) => Task.FromResult(new AuditFeeds([new AuditFeed(Source, AuditFeed.GitHubWeb), new AuditFeed(Source, AuditFeed.GitHubGit)]));

    /// <inheritdoc/>
    public Task<AuditPageAnswer> FetchAsync(AuditPageRequest request, CancellationToken cancellation)
    {
        // GitHub searches by the second, both ends included: what is answered beyond the window is kept as well, once.
        var phrase = $"created:{Second(request.From)}..{Second(request.To.AddSeconds(1).AddTicks(-1))}";
        return sender.GetAsync($"{path}/audit-log?phrase={Uri.EscapeDataString(phrase)}&{request.Feed.Query}&order=asc&per_page=100", request.Cursor, refusal => ExplainAsync(refusal, cancellation), cancellation);
    }

    public void Dispose()
    {
        sender.Dispose();
        asker.Dispose();
    }

    private static string Second(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private async Task<AuditPageRefusal> ExplainAsync(AuditRefusal refusal, CancellationToken cancellation) => refusal.Status switch
    {
        401 => new(RefusalReason.Token, $"{refusal}: {(token is null ? "there is no token; set POPIPELINE_TOKEN" : "the token is not valid, or has expired")}."),
        403 => new(RefusalReason.Permission, $"{refusal}: the token lacks {Needs}."),
        404 when isEnterprise => new(RefusalReason.NotFound, $"{refusal}: there is no such enterprise, or the token lacks {Needs}."),
        404 => await ExplainMissingAsync(refusal, cancellation),
        _ => new(RefusalReason.Malformed, $"{refusal}: that is no answer to expect."),
    };

    private string Needs => isEnterprise
        ? "the scope 'read:audit_log' of a classic token, which alone reads it, or its account the role: owner of the enterprise"
        : "the permission 'Administration: read' of the organization (classic: 'read:audit_log'), or its account the role: owner of the organization";

    // GitHub answers the same whether the plan, the role or the permission is missing. What the organisation says of its plan tells them apart, where it says it.
    private async Task<AuditPageRefusal> ExplainMissingAsync(AuditRefusal refusal, CancellationToken cancellation)
    {
        var organization = await asker.GetAsync(path, cancellation);
        if (organization.IsMissing)
        {
            return new(RefusalReason.NotFound, $"{refusal}: there is no such organization, or the token may not know of it.");
        }

        return organization.Json.Object("plan").Text("name") switch
        {
            null => new(RefusalReason.NotFound, $"{refusal}: the plan is not GitHub Enterprise, which alone has an audit log by its API, or the token lacks {Needs}. Where the plan has none, export it by hand and use 'po audit import'."),
            PlanWithAuditLog => new(RefusalReason.Permission, $"{refusal}: the token lacks {Needs}."),
            var plan => new(RefusalReason.Plan, $"{refusal}: the plan '{Exchange.Shown(plan)}' has no audit log by its API, which takes GitHub Enterprise. Export it by hand and use 'po audit import'."),
        };
    }
}
