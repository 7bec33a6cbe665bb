// What GitHub would remember: accounts, organisations, teams, repositories, tokens and the clock.
import { GitStore } from './git.mjs';

export const levels = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];
const actionsBot = { id: 41898282, login: 'github-actions[bot]', type: 'Bot' };
const fallbackClock = '2026-06-01T09:00:00Z';

export class State {
  clock = Date.parse(fallbackClock);
  users = new Map();
  organisations = new Map();
  repositories = new Map();
  tokens = new Map();
  apps = new Map();
  comments = new Map();
  nodes = new Map();
  #lastId = 100000;

  constructor(seed = {}) {
    this.addUser(actionsBot);
    this.addApp({ id: 15368, slug: 'github-actions', name: 'GitHub Actions' });
    this.seed(seed);
  }

  /** Adds what a seed holds to what is there. */
  seed({ now, users = [], apps = [], organisations = [], repositories = [], tokens = {} }) {
    if (now) this.clock = Date.parse(now);
    users.forEach(user => this.addUser(user));
    apps.forEach(app => this.addApp(app));
    organisations.forEach(organisation => this.addOrganisation(organisation));
    repositories.forEach(repository => this.addRepository(repository));
    Object.entries(tokens).forEach(([token, value]) => this.addToken(token, value));
  }

  id() {
    return ++this.#lastId;
  }

  now() {
    return new Date(this.clock).toISOString().replace('.000Z', 'Z');
  }

  /** Every write takes a second of GitHub's clock, so that no two moments are the same. */
  tick() {
    this.clock += 1000;
  }

  node(kind, id, value) {
    const nodeId = `${kind}_${Buffer.from(`012:${kind}${id}`).toString('base64url')}`;
    if (value) this.nodes.set(nodeId, value);
    return nodeId;
  }

  addUser({ id = this.id(), login, type = login.endsWith('[bot]') ? 'Bot' : 'User', name = null, email = null, siteAdmin = false }) {
    const user = { kind: 'user', id, login, type, name, email, siteAdmin, createdAt: this.now() };
    user.nodeId = this.node(type === 'Bot' ? 'BOT' : 'U', id, user);
    this.users.set(id, user);
    return user;
  }

  addApp({ id = this.id(), slug, name = slug }) {
    const app = { id, slug, name, nodeId: this.node('A', id), createdAt: this.now() };
    this.apps.set(slug, app);
    return app;
  }

  addOrganisation({ id = this.id(), login, members = {}, teams = [], settings = {} }) {
    const organisation = { kind: 'organisation', id, login, type: 'Organization', name: login, email: null, siteAdmin: false, settings, createdAt: this.now(), members: this.#members(members, 'member'), teams: new Map() };
    organisation.nodeId = this.node('O', id, organisation);
    this.organisations.set(id, organisation);
    teams.forEach(team => this.addTeam(organisation, team));
    return organisation;
  }

  addTeam(organisation, { id = this.id(), slug, name = slug, members = {}, repositories = {}, parent = null }) {
    const team = { id, slug, name, parent, nodeId: this.node('T', id), createdAt: this.now(), members: this.#members(members, 'member'), repositories };
    organisation.teams.set(slug, team);
    for (const userId of team.members.keys()) {
      if (!organisation.members.has(userId)) organisation.members.set(userId, { role: 'member', state: team.members.get(userId).state });
    }
    return team;
  }

  // { "alice": "maintainer", "carol": { "role": "member", "state": "pending" } } or ["alice", "carol"]
  #members(members, role) {
    const pairs = Array.isArray(members) ? members.map(login => [login, role]) : Object.entries(members);
    return new Map(pairs.map(([login, value]) => [this.user(login).id, typeof value === 'string' ? { role: value, state: 'active' } : { role, state: 'active', ...value }]));
  }

  addRepository({ id = this.id(), owner, name, private: isPrivate = false, defaultBranch = 'main', collaborators = {}, branches = {}, files, labels = [], pulls = [], hasIssues = true, archived = false }) {
    const account = this.account(owner);
    if (!account) throw new Error(`no account '${owner}'`);
    const repository = {
      id, owner: account, name, private: isPrivate, defaultBranch, hasIssues, archived, createdAt: this.now(), pushedAt: this.now(), git: new GitStore(), protection: new Map(),
      collaborators: new Map(Object.entries(collaborators).map(([login, role]) => [this.user(login).id, role])),
      issues: new Map(), labels: new Map(), pulls: new Map(), moved: new Map(), formerNames: new Set(), lastNumber: 0,
    };
    repository.nodeId = this.node('R', id, repository);
    this.repositories.set(id, repository);
    labels.forEach(label => this.addLabel(repository, typeof label === 'string' ? { name: label } : label));
    for (const [branch, content] of Object.entries(files ?? { [defaultBranch]: { 'README.md': `# ${name}\n` } })) {
      this.commitFiles(repository, branch, content, { author: account.kind === 'user' ? account : undefined, message: 'Initial commit' });
    }
    for (const [branch, value] of Object.entries(branches)) {
      if (!repository.git.refs.has(`refs/heads/${branch}`)) repository.git.refs.set(`refs/heads/${branch}`, repository.git.resolve(value.from ?? defaultBranch));
      if (value.protected) repository.protection.set(branch, value);
    }
    pulls.forEach(pull => this.addPull(repository, pull));
    return repository;
  }

  /** A commit on a branch, made the way a push makes it; null content deletes a file. */
  commitFiles(repository, branch, files, { author, email, message = 'Change files', date = this.now() } = {}) {
    const { git } = repository;
    const parent = git.refs.get(`refs/heads/${branch}`);
    const changes = Object.entries(files).map(([path, content]) => ({ path, mode: '100644', sha: content === null ? null : git.blob(Buffer.from(content)) }));
    const who = { name: author?.name ?? author?.login ?? 'Nobody Known', email: email ?? this.emailOf(author), date };
    const sha = git.commit({ tree: git.change(parent ? git.get(parent, 'commit').tree : null, changes), parents: parent ? [parent] : [], author: who, committer: who, message, authorId: author?.id, committerId: author?.id });
    git.refs.set(`refs/heads/${branch}`, sha);
    repository.pushedAt = this.now();
    return sha;
  }

  emailOf(user) {
    return user ? user.email ?? `${user.id}+${user.login}@users.noreply.github.com` : 'nobody@example.invalid';
  }

  addPull(repository, { number, user, head, base = repository.defaultBranch, title = `Pull ${head}`, body = '', merged = false }) {
    const pull = { id: this.id(), number: number ?? ++repository.lastNumber, user: this.user(user), head, base, title, body, merged, createdAt: this.now(), headSha: repository.git.resolve(head), baseSha: repository.git.resolve(base), repository };
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

  /** kind: 'classic' and 'fine-grained' are a person's own, 'app' an installation's, 'user-to-server' an app's for a person. */
  addToken(token, { actor, app, missing = [], kind, limit, repositories }) {
    const user = this.user(actor);
    const slug = app ?? (user.type === 'Bot' ? user.login.replace('[bot]', '') : undefined);
    const installed = slug ? this.apps.get(slug) ?? this.addApp({ slug }) : undefined;
    const resolved = kind ?? (user.type === 'Bot' ? 'app' : installed ? 'user-to-server' : 'classic');
    this.tokens.set(token, {
      token, actor: user, app: installed, kind: resolved, missing: new Set(missing), repositories,
      rate: { limit: limit ?? (user.id === actionsBot.id ? 1000 : 5000), used: 0, reset: this.clock + 3600_000 },
    });
  }

  /** The account that has a login now; a login given up names nobody, or who took it since. */
  account(login) {
    const same = account => account.login.toLowerCase() === login.toLowerCase();
    return [...this.users.values()].find(same) ?? [...this.organisations.values()].find(same);
  }

  user(login) {
    const found = typeof login === 'number' ? this.users.get(login) : this.account(login);
    if (!found) throw new Error(`no user '${login}'`);
    return found;
  }

  organisation(login) {
    return [...this.organisations.values()].find(organisation => organisation.login.toLowerCase() === login.toLowerCase());
  }

  repository(owner, name) {
    const same = repository => repository.owner.login.toLowerCase() === owner.toLowerCase() && repository.name.toLowerCase() === name.toLowerCase();
    return [...this.repositories.values()].find(same);
  }

  /** The role that a person has on a repository, from the strongest of its sources. */
  roleOf(repository, user) {
    const { owner } = repository;
    const roles = [repository.collaborators.get(user.id) ?? 'none', repository.private ? 'none' : 'read'];
    if (owner.id === user.id) roles.push('admin');
    if (owner.kind === 'organisation') {
      const membership = owner.members.get(user.id);
      if (membership?.state === 'active') roles.push(membership.role === 'admin' ? 'admin' : owner.settings.default_repository_permission ?? 'read');
      for (const team of owner.teams.values()) {
        if (team.members.get(user.id)?.state === 'active') roles.push(team.repositories[repository.name] ?? 'none');
      }
    }
    return roles.reduce((best, role) => (levels.indexOf(role) > levels.indexOf(best) ? role : best));
  }

  /** Whether a token may do what a role allows; an installation has whatever is not missing. */
  may(token, repository, role) {
    if (token.kind === 'app') {
      const installed = !token.repositories || token.repositories.includes(`${repository.owner.login}/${repository.name}`);
      return installed || (role === 'read' && !repository.private);
    }
    return levels.indexOf(this.roleOf(repository, token.actor)) >= levels.indexOf(role);
  }
}
