// What stands between the clients and the state: the log, tokens, rate limits and the faults that a test asks for.
import { HttpError } from './rest/answers.mjs';

const anonymous = { kind: 'anonymous', token: '', actor: { id: 0, login: '' }, missing: new Set() };
const lists = ['issues/list-for-repo', 'issues/list-comments', 'issues/list-comments-for-repo', 'search/issues-and-pull-requests'];

export class World {
  log = [];
  violations = [];
  faults = [];
  staleness = null;
  writeGapMs = 0;
  inFlight = 0;
  maxInFlight = 0;
  #waiting = [];
  #anonymousRates;

  constructor(state) {
    this.state = state;
    this.#anonymousRates = { core: state.rate(60), graphql: state.rate(0), search: state.rate(10), audit_log: state.rate(0) };
  }

  /** Notes a request as it comes; its status follows when it is answered. */
  enter(request) {
    const entry = {
      n: this.log.length + 1,
      at: Math.round(performance.now() * 10) / 10,
      clock: this.state.now(),
      method: request.method,
      path: request.path,
      query: request.query,
      status: null,
      actor: null,
      body: request.body,
      write: !['GET', 'HEAD'].includes(request.method) && request.kind === 'rest',
      ifNoneMatch: request.headers['if-none-match'] !== undefined,
      userAgent: request.headers['user-agent'],
    };
    this.log.push(entry);
    return entry;
  }

  violation(entry, kind, details) {
    this.violations.push({
      n: entry.n,
      kind,
      method: entry.method,
      path: entry.path,
      query: entry.query,
      operation: entry.operation,
      body: entry.body,
      details,
    });
  }

  /** Who a request's token stands for; 401 for a token that nobody has. */
  authenticate(request, entry) {
    if (!request.headers['user-agent']) {
      this.violation(entry, 'request', 'no User-Agent');
      throw new HttpError(403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.');
    }
    const header = request.headers.authorization;
    if (!header) return { ...anonymous, rates: this.#anonymousRates };
    const [, scheme, value] = /^(\S+)\s+(.+)$/.exec(header) ?? [];
    const secret = scheme?.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString().split(':').at(-1) : value;
    const token = this.state.tokens.get(secret);
    entry.actor = token?.actor.login ?? null;
    request.token = token;
    if (!token) throw new HttpError(401, 'Bad credentials');
    return token;
  }

  /** Takes a request from the token's budget for a resource, and refuses it where none is left. */
  charge(token, resource, points = 1) {
    const rate = token.rates[resource];
    if (this.state.clock >= rate.reset) Object.assign(rate, { used: 0, reset: this.state.clock + 3600_000 });
    if (rate.used >= rate.limit) throw new HttpError(403, `API rate limit exceeded for user ID ${token.actor.id}.`);
    rate.used += points;
  }

  refund(token, resource) {
    token.rates[resource].used--;
  }

  rateHeaders(token, resource = 'core') {
    const { limit, used, reset } = (token?.rates ?? this.#anonymousRates)[resource];
    return {
      'x-ratelimit-limit': limit,
      'x-ratelimit-remaining': Math.max(0, limit - used),
      'x-ratelimit-used': used,
      'x-ratelimit-reset': Math.floor(reset / 1000),
      'x-ratelimit-resource': resource,
    };
  }

  /** Whether a write comes too soon after the token's last one, where a test has asked for that to be refused. */
  tooSoon(entry) {
    if (!entry.write || this.writeGapMs === 0) return null;
    const last = this.log.findLast(
      other => other.write && (other.status < 400 || other.status === 'cut' || other.status === 'stall') && other.status !== null && other !== entry,
    );
    if (!last || entry.at - last.at >= this.writeGapMs) return null;
    return {
      status: 403,
      headers: { 'retry-after': 1 },
      body: {
        message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      },
    };
  }

  /** The fault that is due for a request, used up by it. */
  fault(request) {
    const due = this.faults.find(fault => fault.times > 0 && matches(fault, request) && fault.skip-- <= 0);
    if (due) due.times--;
    return due;
  }

  /** Puts the test's own values into an answer of ours, before it is checked. */
  alter(fault, answer) {
    if (fault?.mode !== 'alter') return answer;
    const body = Array.isArray(answer.body) ? answer.body : { ...answer.body, ...fault.set };
    (fault.remove ?? []).forEach(name => delete body[name]);
    return { ...answer, body };
  }

  /** Tells what a list may not show yet, where a test has asked for lists that lag. */
  stale(operation) {
    const rule = this.staleness;
    if (!rule || !lists.includes(operation) || rule.times <= 0 || (rule.operation && rule.operation !== operation)) return () => false;
    rule.times--;
    const horizon = this.state.clock - rule.seconds * 1000;
    return createdAt => Date.parse(createdAt) > horizon;
  }

  /** Notes the outcome and wakes a test that waits for it. */
  leave(entry, outcome) {
    entry.status = outcome;
    this.#waiting = this.#waiting.filter(waiter => !waiter());
  }

  /** Resolves to the requests of the log that fit, once there are enough of them, or to what there is when the time is up. */
  waitFor({ method, path, operation, status, count = 1, timeoutMs = 10000 }) {
    const fitting = () =>
      this.log.filter(
        entry => entry.status !== null && (status === undefined || entry.status === status) && matches({ method, path, operation }, entry),
      );
    return new Promise(resolve => {
      const timer = setTimeout(() => resolve(fitting()), timeoutMs);
      const check = () => {
        if (fitting().length < count) return false;
        clearTimeout(timer);
        resolve(fitting());
        return true;
      };
      if (!check()) this.#waiting.push(check);
    });
  }

  stats() {
    const writes = this.log
      .filter(entry => entry.write && entry.status !== null)
      .map(({ n, at, method, path, actor, status }) => ({ n, at, method, path, actor, status }));
    const gaps = writes.slice(1).map((write, index) => Math.round((write.at - writes[index].at) * 10) / 10);
    return {
      requests: this.log.length,
      maxInFlight: this.maxInFlight,
      writes,
      smallestWriteGapMs: gaps.length > 0 ? Math.min(...gaps) : null,
      conditionalRequests: this.log.filter(entry => entry.ifNoneMatch).length,
      notModified: this.log.filter(entry => entry.notModified).length,
      rates: Object.fromEntries([...this.state.tokens.values()].map(token => [token.token, token.rates])),
    };
  }
}

// A path fits with `*` for one segment and `**` for any number.
function matches({ method, path, operation, actor, contains }, request) {
  const pattern =
    path === undefined
      ? null
      : new RegExp(
          `^${path
            .split('**')
            .map(part =>
              part
                .split('*')
                .map(text => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
                .join('[^/]*'),
            )
            .join('.*')}$`,
        );
  return (
    (method === undefined || method === request.method) &&
    (pattern === null || pattern.test(request.path)) &&
    (operation === undefined || operation === request.operation) &&
    (actor === undefined || actor === request.actor) &&
    (contains === undefined || (request.text ?? '').includes(contains))
  );
}
