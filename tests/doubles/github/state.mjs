// What GitHub would remember: its accounts, and the repositories with what is in them.
import { Accounts } from './accounts.mjs';
import { GitStore } from './git.mjs';

export class State extends Accounts {
  repositories = new Map();
  comments = new Map();

  constructor(seed = {}) {
    super();
    this.seed(seed);
  }

  /** Adds what a seed holds to what is there. */
  seed({ now, users = [], apps = [], organisations = [], repositories = [], tokens = {}, enterprises = {}, audit = {} }) {
    if (now) this.clock = Date.parse(now);
    users.forEach(user => this.addUser(user));
    apps.forEach(app => this.addApp(app));
    organisations.forEach(organisation => this.addOrganisation(organisation));
    repositories.forEach(repository => this.addRepository(repository));
    Object.entries(enterprises).forEach(([name, owners]) => this.enterprises.set(name, { owners }));
    Object.entries(audit).forEach(([name, events]) => this.addAudit(name, events));
    Object.entries(tokens).forEach(([token, value]) => this.addToken(token, value));
  }

  addRepository({
    id = this.id(),
    owner,
    name,
    private: isPrivate = false,
    defaultBranch = 'main',
    collaborators = {},
    branches = {},
    files,
    labels = [],
    pulls = [],
    hasIssues = true,
    archived = false,
  }) {
    const account = this.account(owner);
    if (!account) throw new Error(`no account '${owner}'`);
    const repository = {
      id,
      owner: account,
      name,
      private: isPrivate,
      defaultBranch,
      hasIssues,
      archived,
      createdAt: this.now(),
      pushedAt: this.now(),
      git: new GitStore(),
      protection: new Map(),
      collaborators: new Map(Object.entries(collaborators).map(([login, role]) => [this.user(login).id, role])),
      issues: new Map(),
      labels: new Map(),
      pulls: new Map(),
      moved: new Map(),
      formerNames: new Set(),
      lastNumber: 0,
    };
    repository.nodeId = this.node('R', id, repository);
    this.repositories.set(id, repository);
    labels.forEach(label => this.addLabel(repository, typeof label === 'string' ? { name: label } : label));
    for (const [branch, content] of Object.entries(files ?? { [defaultBranch]: { 'README.md': `# ${name}\n` } })) {
      this.commitFiles(repository, branch, content, { author: account.kind === 'user' ? account : undefined, message: 'Initial commit' });
    }
    for (const [branch, value] of Object.entries(branches)) {
      if (!repository.git.refs.has(`refs/heads/${branch}`))
        repository.git.refs.set(`refs/heads/${branch}`, repository.git.resolve(value.from ?? defaultBranch));
      if (value.protected) repository.protection.set(branch, value);
    }
    pulls.forEach(pull => this.addPull(repository, pull));
    return repository;
  }

  /** A commit on a branch, made the way a push makes it; null content deletes a file. */
  commitFiles(repository, branch, files, { author, email, message = 'Change files', date = this.now() } = {}) {
    const { git } = repository;
    const parent = git.refs.get(`refs/heads/${branch}`);
    const changes = Object.entries(files).map(([path, content]) => ({
      path,
      mode: '100644',
      sha: content === null ? null : git.blob(Buffer.from(content)),
    }));
    const who = { name: author?.name ?? author?.login ?? 'Nobody Known', email: email ?? this.emailOf(author), date };
    const sha = git.commit({
      tree: git.change(parent ? git.get(parent, 'commit').tree : null, changes),
      parents: parent ? [parent] : [],
      author: who,
      committer: who,
      message,
      authorId: author?.id,
      committerId: author?.id,
    });
    git.refs.set(`refs/heads/${branch}`, sha);
    repository.pushedAt = this.now();
    return sha;
  }

  addPull(repository, { number, user, head, base = repository.defaultBranch, title = `Pull ${head}`, body = '', merged = false }) {
    const pull = {
      id: this.id(),
      number: number ?? ++repository.lastNumber,
      user: this.user(user),
      head,
      base,
      title,
      body,
      merged,
      createdAt: this.now(),
      headSha: repository.git.resolve(head),
      baseSha: repository.git.resolve(base),
      repository,
    };
    pull.nodeId = this.node('PR', pull.id, pull);
    repository.pulls.set(pull.number, pull);
    return pull;
  }

  addLabel(repository, { name, color = 'ededed', description = null }) {
    const label = { kind: 'label', id: this.id(), name, color, description, repository };
    label.nodeId = this.node('LA', label.id, label);
    repository.labels.set(name.toLowerCase(), label);
    return label;
  }

  repository(owner, name) {
    const same = repository => repository.owner.login.toLowerCase() === owner.toLowerCase() && repository.name.toLowerCase() === name.toLowerCase();
    return [...this.repositories.values()].find(same);
  }
}
