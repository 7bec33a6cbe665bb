// The REST shapes of repositories and issues. Every address begins with the one that the client used.
import { peopleShapes } from './presentPeople.mjs';

/** What GitHub says of an author beside a comment. It is no authority: members and collaborators need not be approvers. */
export function association(repository, account) {
  if (repository.owner.id === account.id) return 'OWNER';
  if (repository.owner.members?.get(account.id)?.state === 'active') return 'MEMBER';
  return repository.collaborators.has(account.id) ? 'COLLABORATOR' : 'NONE';
}

export function shapes({ state, api, html }) {
  const repoApi = repository => `${api}/repos/${repository.owner.login}/${repository.name}`;
  const repoHtml = repository => `${html}/${repository.owner.login}/${repository.name}`;

  const people = peopleShapes({ state, api, html });
  const { user, app } = people;

  const repository = value => {
    const url = repoApi(value);
    const page = repoHtml(value);
    const issues = [...value.issues.values()].filter(issue_ => issue_.open).length;
    const under = (...names) => Object.fromEntries(names.map(([name, tail]) => [name, `${url}/${tail}`]));
    return {
      id: value.id,
      node_id: value.nodeId,
      name: value.name,
      full_name: `${value.owner.login}/${value.name}`,
      private: value.private,
      owner: user(value.owner),
      html_url: page,
      description: null,
      fork: false,
      url,
      ...under(
        ['forks_url', 'forks'],
        ['keys_url', 'keys{/key_id}'],
        ['collaborators_url', 'collaborators{/collaborator}'],
        ['teams_url', 'teams'],
        ['hooks_url', 'hooks'],
        ['issue_events_url', 'issues/events{/number}'],
        ['events_url', 'events'],
        ['assignees_url', 'assignees{/user}'],
        ['branches_url', 'branches{/branch}'],
        ['tags_url', 'tags'],
        ['blobs_url', 'git/blobs{/sha}'],
        ['git_tags_url', 'git/tags{/sha}'],
        ['git_refs_url', 'git/refs{/sha}'],
        ['trees_url', 'git/trees{/sha}'],
        ['statuses_url', 'statuses/{sha}'],
        ['languages_url', 'languages'],
        ['stargazers_url', 'stargazers'],
        ['contributors_url', 'contributors'],
        ['subscribers_url', 'subscribers'],
        ['subscription_url', 'subscription'],
        ['commits_url', 'commits{/sha}'],
        ['git_commits_url', 'git/commits{/sha}'],
        ['comments_url', 'comments{/number}'],
        ['issue_comment_url', 'issues/comments{/number}'],
        ['contents_url', 'contents/{+path}'],
        ['compare_url', 'compare/{base}...{head}'],
        ['merges_url', 'merges'],
        ['archive_url', '{archive_format}{/ref}'],
        ['downloads_url', 'downloads'],
        ['issues_url', 'issues{/number}'],
        ['pulls_url', 'pulls{/number}'],
        ['milestones_url', 'milestones{/number}'],
        ['notifications_url', 'notifications{?since,all,participating}'],
        ['labels_url', 'labels{/name}'],
        ['releases_url', 'releases{/id}'],
        ['deployments_url', 'deployments'],
      ),
      git_url: `git://github.invalid/${value.owner.login}/${value.name}.git`,
      ssh_url: `git@github.invalid:${value.owner.login}/${value.name}.git`,
      clone_url: `${page}.git`,
      svn_url: page,
      mirror_url: null,
      homepage: null,
      size: 1,
      stargazers_count: 0,
      watchers_count: 0,
      language: null,
      has_issues: value.hasIssues,
      has_projects: true,
      has_downloads: true,
      has_wiki: false,
      has_pages: false,
      has_discussions: false,
      forks_count: 0,
      archived: value.archived,
      disabled: false,
      open_issues_count: issues,
      license: null,
      allow_forking: true,
      is_template: false,
      web_commit_signoff_required: false,
      topics: [],
      visibility: value.private ? 'private' : 'public',
      forks: 0,
      open_issues: issues,
      watchers: 0,
      default_branch: value.defaultBranch,
      created_at: value.createdAt,
      updated_at: value.pushedAt,
      pushed_at: value.pushedAt,
    };
  };
  const repositoryFull = (value, role) => ({
    ...repository(value),
    network_count: 0,
    subscribers_count: 0,
    permissions: Object.fromEntries(
      ['admin', 'maintain', 'push', 'triage', 'pull'].map((name, index) => [
        name,
        ['admin', 'maintain', 'write', 'triage', 'read'].indexOf(role) !== -1 &&
          ['admin', 'maintain', 'write', 'triage', 'read'].indexOf(role) <= index,
      ]),
    ),
  });

  const label = value => ({
    id: value.id,
    node_id: value.nodeId,
    url: `${repoApi(value.repository)}/labels/${encodeURIComponent(value.name)}`,
    name: value.name,
    color: value.color,
    default: false,
    description: value.description,
  });

  const reactions = url => ({
    url: `${url}/reactions`,
    total_count: 0,
    '+1': 0,
    '-1': 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0,
  });

  const issueUrl = value => `${repoApi(value.repository)}/issues/${value.number}`;
  const issue = value => {
    const url = issueUrl(value);
    const page = `${repoHtml(value.repository)}/issues/${value.number}`;
    return {
      url,
      repository_url: repoApi(value.repository),
      labels_url: `${url}/labels{/name}`,
      comments_url: `${url}/comments`,
      events_url: `${url}/events`,
      html_url: page,
      id: value.id,
      node_id: value.nodeId,
      number: value.number,
      title: value.title,
      user: user(value.user),
      labels: value.labels.map(label),
      state: value.open ? 'open' : 'closed',
      locked: value.locked,
      assignee: null,
      assignees: [],
      milestone: null,
      comments: value.comments.length,
      created_at: value.createdAt,
      updated_at: value.updatedAt,
      closed_at: value.closedAt,
      author_association: association(value.repository, value.user),
      active_lock_reason: value.lockReason,
      body: value.body,
      closed_by: user(value.closedBy),
      reactions: reactions(url),
      timeline_url: `${url}/timeline`,
      performed_via_github_app: app(value.app),
      state_reason: value.stateReason,
    };
  };

  const comment = value => {
    const url = `${repoApi(value.issue.repository)}/issues/comments/${value.id}`;
    return {
      url,
      html_url: `${repoHtml(value.issue.repository)}/issues/${value.issue.number}#issuecomment-${value.id}`,
      issue_url: issueUrl(value.issue),
      id: value.id,
      node_id: value.nodeId,
      user: user(value.user),
      created_at: value.createdAt,
      updated_at: value.updatedAt,
      author_association: association(value.issue.repository, value.user),
      body: value.body,
      reactions: reactions(url),
      performed_via_github_app: app(value.app),
    };
  };

  const event = value => ({
    id: value.id,
    node_id: value.nodeId,
    url: `${repoApi(value.issue.repository)}/issues/events/${value.id}`,
    actor: user(value.actor),
    event: value.event,
    commit_id: null,
    commit_url: null,
    created_at: value.createdAt,
    performed_via_github_app: app(value.app),
    ...(value.label ? { label: { name: value.label.name, color: value.label.color } } : {}),
    ...(value.event === 'renamed' ? { rename: { from: value.from, to: value.to } } : {}),
    ...(value.event === 'locked' || value.event === 'unlocked' ? { lock_reason: value.lockReason } : {}),
    ...(value.event === 'closed' || value.event === 'reopened' ? { state_reason: value.stateReason } : {}),
  });

  return { ...people, repository, repositoryFull, label, issue, comment, event, repoApi, repoHtml };
}
