// The REST shapes of git objects, branches, files and pull requests.
import { association } from './present.mjs';

const biggestInline = 1 << 20;

export function gitShapes({ state, api, html, show }) {
  const url = (repository, tail) => `${show.repoApi(repository)}/${tail}`;
  const page = (repository, tail) => `${show.repoHtml(repository)}/${tail}`;
  const unsigned = signature =>
    signature
      ? { verified: false, reason: 'unknown_key', signature, payload: null, verified_at: null }
      : { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
  const parents = (repository, commit, kind) =>
    commit.parents.map(sha => ({ sha, url: url(repository, `${kind}/${sha}`), html_url: page(repository, `commit/${sha}`) }));

  const ref = (repository, name, sha) => ({
    ref: name,
    node_id: state.node('REF', `${repository.id}:${name}`),
    url: url(repository, `git/${name}`),
    object: { sha, type: 'commit', url: url(repository, `git/commits/${sha}`) },
  });
  const gitCommit = (repository, commit) => ({
    sha: commit.sha,
    node_id: state.node('C', `${repository.id}:${commit.sha}`),
    url: url(repository, `git/commits/${commit.sha}`),
    html_url: page(repository, `commit/${commit.sha}`),
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: url(repository, `git/trees/${commit.tree}`) },
    message: commit.message,
    parents: parents(repository, commit, 'git/commits'),
    verification: unsigned(commit.signature),
  });
  /** `author` and `committer` beside the commit are accounts: null where the commit's e-mail belongs to nobody. */
  const commit = (repository, value) => ({
    url: url(repository, `commits/${value.sha}`),
    sha: value.sha,
    node_id: state.node('C', `${repository.id}:${value.sha}`),
    html_url: page(repository, `commit/${value.sha}`),
    comments_url: url(repository, `commits/${value.sha}/comments`),
    commit: {
      url: url(repository, `git/commits/${value.sha}`),
      author: value.author,
      committer: value.committer,
      message: value.message,
      tree: { sha: value.tree, url: url(repository, `git/trees/${value.tree}`) },
      comment_count: 0,
      verification: unsigned(value.signature),
    },
    author: show.user(state.users.get(value.authorId)),
    committer: show.user(state.users.get(value.committerId)),
    parents: parents(repository, value, 'commits'),
  });

  const entry = (repository, value) => ({
    path: value.path,
    mode: value.mode,
    type: value.type,
    sha: value.sha,
    ...(value.size === undefined ? {} : { size: value.size }),
    url: url(repository, `git/${value.type}s/${value.sha}`),
  });
  const tree = (repository, sha, entries) => ({
    sha,
    url: url(repository, `git/trees/${sha}`),
    tree: entries.map(value => entry(repository, value)),
    truncated: false,
  });
  const blob = (repository, value) => ({
    sha: value.sha,
    node_id: state.node('B', `${repository.id}:${value.sha}`),
    size: value.bytes.length,
    url: url(repository, `git/blobs/${value.sha}`),
    content: wrapped(value.bytes),
    encoding: 'base64',
  });
  // GitHub breaks base64 as MIME does.
  const wrapped = bytes => bytes.toString('base64').replace(/.{1,60}/g, '$&\n');

  // What is larger has to be fetched as a blob.
  const inline = bytes => (bytes.length > biggestInline ? { content: '', encoding: 'none' } : { content: wrapped(bytes), encoding: 'base64' });

  const file = (repository, found, refName, withContent) => {
    const self = `${url(repository, `contents/${found.path.split('/').map(encodeURIComponent).join('/')}`)}?ref=${encodeURIComponent(refName)}`;
    const kind = found.type === 'tree' ? 'tree' : 'blob';
    const git = url(repository, `git/${kind}s/${found.sha}`);
    const web = page(repository, `${kind}/${encodeURIComponent(refName)}/${found.path.split('/').map(encodeURIComponent).join('/')}`);
    const bytes = kind === 'blob' ? repository.git.get(found.sha, 'blob').bytes : Buffer.alloc(0);
    return {
      name: found.path.split('/').at(-1),
      path: found.path,
      sha: found.sha,
      size: bytes.length,
      url: self,
      html_url: web,
      git_url: git,
      download_url: kind === 'blob' ? web.replace('/blob/', '/raw/') : null,
      type: kind === 'tree' ? 'dir' : 'file',
      ...(withContent ? inline(bytes) : {}),
      _links: { self, git, html: web },
    };
  };

  const branch = (repository, name, sha) => ({
    name,
    commit: { sha, url: url(repository, `commits/${sha}`) },
    protected: repository.protection.has(name),
  });
  const protection = (repository, name) => ({
    url: url(repository, `branches/${encodeURIComponent(name)}/protection`),
    enabled: true,
    required_pull_request_reviews: {
      dismiss_stale_reviews: false,
      require_code_owner_reviews: true,
      require_last_push_approval: true,
      required_approving_review_count: 1,
    },
    enforce_admins: { url: url(repository, `branches/${encodeURIComponent(name)}/protection/enforce_admins`), enabled: true },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
    ...repository.protection.get(name).rules,
  });
  const branchFull = (repository, name, sha) => {
    const address = url(repository, `branches/${encodeURIComponent(name)}`);
    return {
      name,
      commit: commit(repository, repository.git.get(sha, 'commit')),
      _links: { self: address, html: page(repository, `tree/${encodeURIComponent(name)}`) },
      protected: repository.protection.has(name),
      protection: { enabled: repository.protection.has(name), required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
      protection_url: `${address}/protection`,
    };
  };

  const side = (repository, name, sha) => ({
    label: `${repository.owner.login}:${name}`,
    ref: name,
    sha,
    user: show.user(repository.owner),
    repo: show.repository(repository),
  });
  const pull = value => {
    const { repository } = value;
    const self = url(repository, `pulls/${value.number}`);
    const issue = url(repository, `issues/${value.number}`);
    const web = page(repository, `pull/${value.number}`);
    const addresses = {
      url: self,
      html_url: web,
      diff_url: `${web}.diff`,
      patch_url: `${web}.patch`,
      issue_url: issue,
      commits_url: `${self}/commits`,
      review_comments_url: `${self}/comments`,
      review_comment_url: url(repository, 'pulls/comments{/number}'),
      comments_url: `${issue}/comments`,
      statuses_url: url(repository, `statuses/${value.headSha}`),
    };
    const link = href => ({ href });
    return {
      ...addresses,
      id: value.id,
      node_id: value.nodeId,
      number: value.number,
      state: value.merged ? 'closed' : 'open',
      locked: false,
      title: value.title,
      user: show.user(value.user),
      body: value.body,
      created_at: value.createdAt,
      updated_at: value.createdAt,
      closed_at: value.merged ? value.createdAt : null,
      merged_at: value.merged ? value.createdAt : null,
      merge_commit_sha: null,
      assignee: null,
      assignees: [],
      requested_reviewers: [],
      requested_teams: [],
      labels: [],
      milestone: null,
      draft: false,
      head: side(repository, value.head, value.headSha),
      base: side(repository, value.base, value.baseSha),
      _links: {
        self: link(self),
        html: link(web),
        issue: link(issue),
        comments: link(`${issue}/comments`),
        review_comments: link(`${self}/comments`),
        review_comment: link(addresses.review_comment_url),
        commits: link(`${self}/commits`),
        statuses: link(addresses.statuses_url),
      },
      author_association: association(repository, value.user),
      auto_merge: null,
    };
  };
  const pullFull = value => ({
    ...pull(value),
    merged: value.merged,
    mergeable: null,
    mergeable_state: 'unknown',
    merged_by: null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  });

  return { ref, gitCommit, commit, tree, blob, file, branch, branchFull, protection, pull, pullFull };
}
