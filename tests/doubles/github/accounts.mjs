// Users, apps, organisations, teams, tokens, who may do what, and the clock.

export const levels = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];
const actionsBot = { id: 41898282, login: 'github-actions[bot]', type: 'Bot' };
const fallbackClock = '2026-06-01T09:00:00Z';

export class Accounts {
  clock = Date.parse(fallbackClock);
  users = new Map();
  apps = new Map();
  organisations = new Map();
  tokens = new Map();
  nodes = new Map();
  enterprises = new Map();
  #audit = new Map();
  #lastId = 100000;

  constructor() {
    this.addUser(actionsBot);
    this.addApp({ id: 15368, slug: 'github-actions', name: 'GitHub Actions' });
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

  /** A budget of requests for an hour. */
  rate(limit) {
    return { limit, used: 0, reset: this.clock + 3600_000 };
  }

  addUser({ id = this.id(), login, type = login.endsWith('[bot]') ? 'Bot' : 'User', name = null, email = null, siteAdmin = false }) {
    const user = { kind: 'user', id, login, type, name, email, siteAdmin, createdAt: this.now() };
    user.nodeId = this.node(type === 'Bot' ? 'BOT' : 'U', id, user);
    this.users.set(id, user);
    return user;
  }

  /** What happened, with when the audit log shows it, of an organisation by its login or of an enterprise by its address. */
  auditOf(name) {
    if (!this.#audit.has(name)) this.#audit.set(name, []);
    return this.#audit.get(name);
  }

  /** Events of the audit log: what is not said follows from the clock; one that is shown later is one that comes late. */
  addAudit(name, events) {
    const shown = name.replace('enterprises/', '');
    for (const { at, visibleAt, ...event } of events) {
      const time = at === undefined ? this.clock : Date.parse(at);
      this.auditOf(name).push({
        event: { '@timestamp': time, _document_id: `D${this.id()}`, action: 'repo.create', actor: 'alice', actor_id: 101, created_at: time, ...(name === shown ? { org: name } : { business: shown }), ...event },
        visibleAt: visibleAt === undefined ? time : Date.parse(visibleAt),
      });
    }
  }

  addApp({ id = this.id(), slug, name = slug }) {
    const app = { id, slug, name, nodeId: this.node('A', id), createdAt: this.now() };
    this.apps.set(slug, app);
    return app;
  }

  addOrganisation({ id = this.id(), login, members = {}, teams = [], settings = {} }) {
    const organisation = {
      kind: 'organisation',
      id,
      login,
      type: 'Organization',
      name: login,
      email: null,
      siteAdmin: false,
      settings,
      createdAt: this.now(),
      members: this.#members(members, 'member'),
      teams: new Map(),
    };
    organisation.nodeId = this.node('O', id, organisation);
    this.organisations.set(id, organisation);
    teams.forEach(team => this.addTeam(organisation, team));
    return organisation;
  }

  addTeam(organisation, { id = this.id(), slug, name = slug, members = {}, repositories = {}, parent = null }) {
    const team = {
      id,
      slug,
      name,
      parent,
      nodeId: this.node('T', id),
      createdAt: this.now(),
      members: this.#members(members, 'member'),
      repositories,
    };
    organisation.teams.set(slug, team);
    for (const userId of team.members.keys()) {
      if (!organisation.members.has(userId)) organisation.members.set(userId, { role: 'member', state: team.members.get(userId).state });
    }
    return team;
  }

  // { "alice": "maintainer", "carol": { "role": "member", "state": "pending" } } or ["alice", "carol"]
  #members(members, role) {
    const pairs = Array.isArray(members) ? members.map(login => [login, role]) : Object.entries(members);
    return new Map(
      pairs.map(([login, value]) => [
        this.user(login).id,
        typeof value === 'string' ? { role: value, state: 'active' } : { role, state: 'active', ...value },
      ]),
    );
  }

  /** kind: 'classic' and 'fine-grained' are a person's own, 'app' an installation's, 'user-to-server' an app's for a person. */
  addToken(token, { actor, app, missing = [], kind, limit, repositories }) {
    const user = this.user(actor);
    const slug = app ?? (user.type === 'Bot' ? user.login.replace('[bot]', '') : undefined);
    const installed = slug ? (this.apps.get(slug) ?? this.addApp({ slug })) : undefined;
    const resolved = kind ?? (user.type === 'Bot' ? 'app' : installed ? 'user-to-server' : 'classic');
    this.tokens.set(token, {
      token,
      actor: user,
      app: installed,
      kind: resolved,
      missing: new Set(missing),
      repositories,
      rates: { core: this.rate(limit ?? (user.id === actionsBot.id ? 1000 : 5000)), graphql: this.rate(5000), search: this.rate(30), audit_log: this.rate(1750) },
    });
  }

  emailOf(user) {
    return user ? (user.email ?? `${user.id}+${user.login}@users.noreply.github.com`) : 'nobody@example.invalid';
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

  /** The role that a person has on a repository, from the strongest of its sources. */
  roleOf(repository, user) {
    const { owner } = repository;
    const roles = [repository.collaborators.get(user.id) ?? 'none', repository.private ? 'none' : 'read'];
    if (owner.id === user.id) roles.push('admin');
    if (owner.kind === 'organisation') {
      const membership = owner.members.get(user.id);
      if (membership?.state === 'active')
        roles.push(membership.role === 'admin' ? 'admin' : (owner.settings.default_repository_permission ?? 'read'));
      for (const team of owner.teams.values()) {
        if (team.members.get(user.id)?.state === 'active') roles.push(team.repositories[repository.name] ?? 'none');
      }
    }
    return roles.reduce((best, role) => (levels.indexOf(role) > levels.indexOf(best) ? role : best));
  }

  /** The people of a team and of the teams below it. */
  teamMembers(organisation, team) {
    const below = [...organisation.teams.values()].filter(candidate => candidate.parent === team.slug);
    return new Map([
      ...below.flatMap(child => [...this.teamMembers(organisation, child)].map(([id, { state }]) => [id, { role: 'member', state }])),
      ...team.members,
    ]);
  }

  /** Closes an account: it keeps no login, no role, and what it wrote is the ghost's. */
  deleteUser(user) {
    this.users.delete(user.id);
    this.nodes.delete(user.nodeId);
    user.deleted = true;
    for (const organisation of this.organisations.values()) {
      organisation.members.delete(user.id);
      for (const team of organisation.teams.values()) team.members.delete(user.id);
    }
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
