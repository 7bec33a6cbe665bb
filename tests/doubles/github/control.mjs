// The test's hand: what people do on the web page, the clock, and faults. See README.md for each.
import * as acts from './issues.mjs';

export class Control {
  constructor(state, world, begin) {
    this.state = state;
    this.world = world;
    this.begin = begin;
  }

  async answer(method, address, body) {
    const url = new URL(`http://loopback${address}`);
    const { log, violations } = this.world;
    if (method === 'GET') {
      const views = { '/__log': () => log, '/__violations': () => violations, '/__stats': () => this.world.stats() };
      return views[url.pathname] ? { status: 200, body: views[url.pathname]() } : { status: 404, body: { message: `no ${url.pathname}` } };
    }
    const action = url.pathname.replace('/__control/', '');
    if (!Object.hasOwn(actions, action))
      return { status: 404, body: { message: `no control '${action}'; there are ${Object.keys(actions).join(', ')}` } };
    try {
      if (!untimed.includes(action)) this.state.tick();
      return { status: 200, body: (await actions[action](this, body)) ?? {} };
    } catch (error) {
      return { status: 400, body: { message: error.message } };
    }
  }

  repository({ repo }) {
    const found = this.state.repository(...repo.split('/'));
    if (!found) throw new Error(`no repository '${repo}'`);
    return found;
  }

  issue(body) {
    const found = this.repository(body).issues.get(body.issue);
    if (!found) throw new Error(`no issue ${body.issue}`);
    return found;
  }

  comment({ comment }) {
    const found = this.state.comments.get(comment);
    if (!found) throw new Error(`no comment ${comment}`);
    return found;
  }

  /** The comment or the issue that a body names. */
  content(body) {
    return body.comment === undefined ? this.issue(body) : this.comment(body);
  }

  team({ organisation, team }) {
    const found = this.state.organisation(organisation)?.teams.get(team);
    if (!found) throw new Error(`no team '${organisation}/${team}'`);
    return found;
  }
}

const untimed = ['reset', 'seed', 'clock', 'fail', 'clearFaults', 'stale', 'writeGap', 'rate', 'waitFor', 'clearViolations', 'token', 'files', 'ref', 'audit', 'auditMany'];
const app = (control, slug) => (slug ? (control.state.apps.get(slug) ?? control.state.addApp({ slug })) : null);
const addComment = (control, body, extra = {}) => {
  const comment = acts.addComment(control.state, control.issue(body), control.state.user(body.as), body.body, {
    app: app(control, body.app),
    ...extra,
  });
  return { id: comment.id, nodeId: comment.nodeId, createdAt: comment.createdAt };
};

const actions = {
  reset: async ({ begin }, seed) => {
    await begin(seed);
  },
  seed: ({ state }, seed) => {
    state.seed(seed);
  },
  token: ({ state }, { token, ...value }) => {
    state.addToken(token, value);
  },
  clock: ({ state }, { now, advance = 0 }) => {
    state.clock = (now ? Date.parse(now) : state.clock) + advance * 1000;
    return { now: state.now() };
  },

  createIssue: (control, body) => {
    const issue = acts.createIssue(control.state, control.repository(body), control.state.user(body.as), { ...body, app: app(control, body.app) });
    return { number: issue.number, id: issue.id, nodeId: issue.nodeId };
  },
  editIssue: (control, { as, title, body, ...where }) => {
    const issue = control.issue(where);
    const actor = control.state.user(as);
    if (title !== undefined) acts.rename(control.state, issue, actor, title);
    if (body !== undefined) acts.editBody(control.state, issue, actor, body);
  },
  deleteIssue: (control, body) => acts.deleteIssue(control.state, control.issue(body)),
  transferIssue: (control, body) => {
    const issue = control.issue(body);
    acts.transferIssue(control.state, issue, control.state.user(body.as), control.repository({ repo: body.to }));
    return { number: issue.number, id: issue.id, nodeId: issue.nodeId };
  },
  convertToDiscussion: (control, body) => acts.convertToDiscussion(control.state, control.issue(body), control.state.user(body.as)),
  closeIssue: (control, body) => acts.setOpen(control.state, control.issue(body), control.state.user(body.as), false, body.reason),
  reopenIssue: (control, body) => acts.setOpen(control.state, control.issue(body), control.state.user(body.as), true),
  lockIssue: (control, body) => acts.setLocked(control.state, control.issue(body), control.state.user(body.as), true, body.reason),
  unlockIssue: (control, body) => acts.setLocked(control.state, control.issue(body), control.state.user(body.as), false),
  addLabel: (control, body) => {
    const issue = control.issue(body);
    acts.setLabels(control.state, issue, control.state.user(body.as), [...issue.labels.map(label => label.name), body.label]);
  },
  removeLabel: (control, body) => {
    const issue = control.issue(body);
    acts.setLabels(
      control.state,
      issue,
      control.state.user(body.as),
      issue.labels.map(label => label.name).filter(name => name !== body.label),
    );
  },

  comment: (control, body) => addComment(control, body),
  commentViaEmail: (control, body) => addComment(control, body, { viaEmail: true }),
  commentViaApp: (control, body) => addComment(control, { app: 'helper', ...body }),
  editComment: (control, body) => acts.editBody(control.state, control.comment(body), control.state.user(body.as), body.body),
  deleteComment: (control, body) => acts.deleteComment(control.state, control.comment(body), control.state.user(body.as)),
  minimizeComment: (control, body) => {
    control.comment(body).minimized = body.reason ?? 'outdated';
  },
  deleteEditRevision: (control, body) => {
    const content = control.content(body);
    acts.deleteRevision(control.state, content, control.state.user(body.as), body.revision ?? content.edits.length - 1);
  },

  renameUser: ({ state }, { login, to }) => {
    state.user(login).login = to;
  },
  reregisterLogin: ({ state }, body) => ({ id: state.addUser(body).id }),
  deleteUser: ({ state }, { login }) => state.deleteUser(state.user(login)),
  addToTeam: (control, { login, role = 'member', state = 'active', ...where }) => {
    control.team(where).members.set(control.state.user(login).id, { role, state });
  },
  removeFromTeam: (control, { login, ...where }) => {
    control.team(where).members.delete(control.state.user(login).id);
  },
  removeFromOrganisation: ({ state }, { organisation, login }) => {
    const found = state.organisation(organisation);
    const { id } = state.user(login);
    found.members.delete(id);
    for (const team of found.teams.values()) team.members.delete(id);
  },
  setCollaborator: (control, { login, role, ...where }) => {
    control.repository(where).collaborators.set(control.state.user(login).id, role);
  },

  files: (control, { as, branch, message, email, files, ...where }) => {
    const repository = control.repository(where);
    return {
      sha: control.state.commitFiles(repository, branch ?? repository.defaultBranch, files, { author: as && control.state.user(as), message, email }),
    };
  },
  ref: (control, { ref, sha, ...where }) => {
    const { refs } = control.repository(where).git;
    const before = refs.get(ref) ?? null;
    if (sha === null) refs.delete(ref);
    else if (sha !== undefined) refs.set(ref, sha);
    return { before };
  },
  protect: (control, { branch, ...rule }) => {
    control.repository(rule).protection.set(branch, rule);
  },
  unprotect: (control, { branch, ...where }) => {
    control.repository(where).protection.delete(branch);
  },
  renameRepository: (control, { to, ...where }) => {
    const repository = control.repository(where);
    repository.formerNames.add(where.repo.toLowerCase());
    repository.name = to;
  },
  addPull: (control, body) => ({ number: control.state.addPull(control.repository(body), body).number }),

  audit: ({ state }, { of, events }) => state.addAudit(of, events),
  auditMany: ({ state }, { of, count, from, to, action = 'repo.create' }) => {
    const [start, end] = [Date.parse(from), Date.parse(to)];
    const at = index => new Date(start + Math.floor(((end - start) * index) / count)).toISOString();
    state.addAudit(
      of,
      Array.from({ length: count }, (_, index) => ({ at: at(index), action, repo: `acme/r${index % 50}` })),
    );
  },

  fail: ({ world }, fault) => {
    world.faults.push({ mode: 'answer', times: 1, skip: 0, ...fault });
  },
  clearFaults: ({ world }) => {
    world.faults = [];
  },
  stale: ({ world }, { seconds = 3600, times = 1, operation }) => {
    world.staleness = { seconds, times, operation };
  },
  writeGap: ({ world }, { milliseconds }) => {
    world.writeGapMs = milliseconds;
  },
  rate: ({ state }, { token, resource = 'core', ...values }) => {
    const rate = state.tokens.get(token).rates[resource];
    if (state.clock >= rate.reset) rate.reset = state.clock + 3600_000;
    Object.assign(rate, values);
  },
  waitFor: ({ world }, what) => world.waitFor(what),
  clearViolations: ({ world }) => {
    world.violations.length = 0;
  },
};
