using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Who controls each value of the <c>github</c> context that does not depend on the event's refs.</summary>
internal static class GitHubContexts
{
    private static readonly Provenance Constant = Provenance.Constant;
    private static readonly Provenance Anybody = new(Origin.Outsider, Charset.Free);
    private static readonly Provenance AnybodyOnOneLine = new(Origin.Outsider, Charset.Line);
    private static readonly Provenance Account = new(Origin.Outsider, Charset.Limited);
    private static readonly Provenance Team = new(Origin.Contributor, Charset.Free);
    private static readonly Provenance Owner = new(Origin.Maintainer, Charset.Free);
    private static readonly Provenance Name = new(Origin.Maintainer, Charset.Limited);
    private static readonly Provenance Caller = new(Origin.Caller, Charset.Free);

    private static readonly Node Root = Tree(
        (Constant, """
            github.action github.action_path github.action_status github.actor_id github.api_url github.artifact_cache_size_limit github.env github.event_name
            github.event_path github.graphql_url github.job github.output github.path github.ref_protected github.ref_type github.repository_id
            github.repository_owner_id github.repository_visibility github.repositoryurl github.retention_days github.run_attempt github.run_id
            github.run_number github.secret_source github.server_url github.sha github.state github.step_summary github.workflow github.workflow_sha
            github.workspace github.token github.host_workspace
            github.event.action github.event.after github.event.before github.event.base_ref github.event.schedule github.event.number github.event.ref_type
            github.event.created github.event.deleted github.event.forced github.event.workflow_run.name github.event.workflow_run.path
            github.event.workflow_run.event github.event.workflow_run.pull_requests.*.base.ref github.event.pusher_type
            github.event.workflow.* github.event.check_suite.app.* github.event.check_run.app.* github.event.check_suite.conclusion
            github.event.check_run.check_suite.conclusion github.event.merge_group.base_sha github.event.merge_group.head_sha
            github.event.merge_group.head_ref
            """),
        (Name, "github.repository github.repository_owner github.event.repository.name github.event.repository.full_name github.event.repository.owner.login github.event.organization.login"),
        (Account, """
            github.actor github.triggering_actor github.event.sender.* github.event.assignee.* github.event.requested_reviewer.* github.event.*.user.login
            github.event.pull_request.head.repo.full_name github.event.pull_request.head.repo.name github.event.pull_request.head.repo.owner.login
            github.event.pull_request.head.user.login github.event.workflow_run.head_repository.full_name github.event.workflow_run.head_repository.name
            github.event.workflow_run.head_repository.owner.login github.event.workflow_run.actor.login github.event.workflow_run.triggering_actor.login
            github.event.forkee.full_name github.event.forkee.name github.event.pusher.name
            """),
        (Owner, """
            github.event.client_payload.** github.event.repository.** github.event.organization.** github.event.release.** github.event.enterprise.**
            github.event.installation.** github.event.pull_request.base.repo.** github.event.workflow_run.repository.**
            github.event.deployment.** github.event.deployment_status.** github.event.branch github.event.package.** github.event.registry_package.**
            github.event.rule.**
            """),
        (Team, """
            github.event.label.** github.event.milestone.** github.event.issue.labels.** github.event.issue.milestone.** github.event.pull_request.labels.**
            github.event.pull_request.milestone.** github.event.discussion.category.** github.event.discussion.labels.** github.event.requested_team.**
            github.event.pull_request.requested_teams.** github.event.check_run.** github.event.check_suite.** github.event.context
            github.event.description github.event.target_url github.event.pull_request.merge_commit_message github.event.merge_group.base_ref
            """),
        (Caller, "github.action_ref github.action_repository"),
        (AnybodyOnOneLine, """
            github.event.issue.title github.event.pull_request.title
            github.event.pull_request.head.ref github.event.pull_request.head.label github.event.pull_request.head.repo.default_branch
            github.event.pull_request.head.repo.description github.event.pull_request.head.repo.homepage github.event.discussion.title
            github.event.pages.*.page_name github.event.pages.*.title
            github.event.head_commit.author.email github.event.head_commit.author.name github.event.head_commit.committer.email
            github.event.head_commit.committer.name github.event.commits.*.author.email
            github.event.commits.*.author.name github.event.commits.*.committer.email github.event.commits.*.committer.name
            github.event.workflow_run.head_branch github.event.workflow_run.display_title
            github.event.workflow_run.head_commit.author.email github.event.workflow_run.head_commit.author.name
            github.event.workflow_run.head_commit.committer.email github.event.workflow_run.head_commit.committer.name
            github.event.workflow_run.head_repository.description github.event.workflow_run.pull_requests.*.head.ref
            github.event.check_suite.head_branch github.event.check_run.check_suite.head_branch
            github.event.check_suite.pull_requests.*.head.ref github.event.check_run.check_suite.pull_requests.*.head.ref
            github.event.merge_group.head_commit.author.name github.event.merge_group.head_commit.author.email
            github.event.forkee.description github.event.pusher.email
            """),
        (Anybody, """
            github.event.issue.body github.event.pull_request.body github.event.comment.body
            github.event.review.body github.event.review_comment.body github.event.discussion.body
            github.event.pages.*.summary github.event.head_commit.message github.event.commits.*.message github.event.workflow_run.head_commit.message
            github.event.merge_group.head_commit.message github.event.changes.*.from github.event.commit.commit.message
            """));

    /// <summary>Who controls the path; null where the table does not list it.</summary>
    public static Provenance? Find(ContextPath path)
    {
        Node? node = Root;
        Node? deep = null;
        foreach (var segment in path.Segments)
        {
            deep = node.Children.GetValueOrDefault("**") ?? deep;
            node = node.Children.GetValueOrDefault(segment) ?? (segment is ContextPath.Any ? null : node.Children.GetValueOrDefault(ContextPath.Any));
            if (node is null)
            {
                break;
            }
        }

        if (node?.Origin is { } exact)
        {
            return exact;
        }

        // A whole object holds all that its parts hold: the least trusted of them.
        if (node is { Children.Count: > 0 })
        {
            return Provenance.Join(node.All().Append(deep?.Origin ?? Provenance.Constant));
        }

        return deep?.Origin is { } below ? EventPayloads.ByName(path.Segments[^1]) is { Origin: Origin.Constant } ? Provenance.Constant : below : null;
    }

    private static Node Tree(params ReadOnlySpan<(Provenance Origin, string Paths)> rows)
    {
        var root = new Node();
        foreach (var (origin, paths) in rows)
        {
            foreach (var path in paths.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                var node = root;
                foreach (var segment in path.Split('.'))
                {
                    if (!node.Children.TryGetValue(segment, out var child))
                    {
                        child = new Node();
                        node.Children.Add(segment, child);
                    }

                    node = child;
                }

                node.Origin = origin;
            }
        }

        return root;
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Provenance? Origin { get; set; }

        public IEnumerable<Provenance> All() => Children.Values.SelectMany(child => child.All()).Concat(Origin is null ? [] : [Origin]);
    }
}
