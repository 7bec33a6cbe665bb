// The REST API: routing and validation by GitHub's description, authentication, permissions, ETags and rate limits.
import crypto from 'node:crypto';
import { component } from './components.mjs';
import { load } from './description.mjs';
import { shapes } from './present.mjs';
import { gitShapes } from './presentGit.mjs';
import { HttpError } from './rest/answers.mjs';
import { audit } from './rest/audit.mjs';
import { commits, git } from './rest/git.mjs';
import { issues } from './rest/issues.mjs';
import { labels } from './rest/labels.mjs';
import { people } from './rest/people.mjs';
import { repositories } from './rest/repositories.mjs';
import { Responses, withFormats } from './responses.mjs';
import { described } from './tolerances.mjs';

const { OpenAPIBackend } = component('openapi-backend');
const handlers = { ...issues, ...labels, ...git, ...commits, ...repositories, ...people, ...audit };
const versions = ['2022-11-28', '2026-03-10'];
const documentation_url = 'https://docs.github.com/rest';

// Parameters that hold slashes are one segment of the description's path.
const slashed =
  /^(\/repos\/[^/]+\/[^/]+\/(?:contents|git\/refs?|git\/matching-refs)\/|\/repos\/[^/]+\/[^/]+\/(?:rules\/)?branches\/(?=.+\/))(.+?)(\/protection)?$/;

// What follows from the description alone is made once, however often the state is begun anew: compiling its schemas takes far longer than answering.
let prepared;
async function prepare() {
  const { definition, unserved } = load(Object.keys(handlers));
  const api = new OpenAPIBackend({
    definition,
    quick: true,
    ajvOpts: { strict: false, allErrors: true },
    customizeAjv: withFormats,
  });
  await api.init();
  return {
    api,
    responses: new Responses(definition),
    operations: new Map(),
    unserved: unserved.map(([method, route, operation]) => ({
      method,
      operation,
      pattern: new RegExp(`^${route.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    })),
  };
}

export class Rest {
  #api;
  #unserved;
  #responses;
  #operations;

  constructor(state, world) {
    this.state = state;
    this.world = world;
  }

  async start() {
    prepared ??= prepare();
    ({ api: this.#api, unserved: this.#unserved, responses: this.#responses, operations: this.#operations } = await prepared);
  }

  /** The answer to a request: { status, headers, body }, the body not yet text. */
  answer(request, entry) {
    try {
      return this.#answer(request, entry);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return { status: error.status, headers: error.headers, body: { ...error.body, documentation_url, status: String(error.status) } };
    }
  }

  #answer(request, entry) {
    const token = this.world.authenticate(request, entry);
    const written = this.#body(request, entry);
    const { path, query, body } = described(
      { method: request.method, path: this.#route(request.path), query: request.query, body: written },
      entry,
      address => this.#hasRef(address),
    );
    let operation;
    try {
      operation = this.#operation(request.method, path);
    } catch {
      const known = this.#unserved.find(candidate => candidate.method === request.method && candidate.pattern.test(path));
      this.world.violation(
        entry,
        known ? 'unserved' : 'unknown',
        known ? `the double does not serve ${known.operation}` : 'no such path and method in the description',
      );
      throw known ? new HttpError(501, `The double does not serve ${known.operation}`) : new HttpError(404, 'Not Found');
    }
    entry.operation = operation.operationId;
    const parsed = this.#validate(request, { path, query, body }, operation, entry);
    const handler = handlers[operation.operationId];
    entry.resource = handler.resource ?? (operation.operationId.startsWith('search/') ? 'search' : 'core');
    if (!handler.free) this.world.charge(token, entry.resource);
    const context = this.#context(request, parsed, token, operation, handler);
    const answer = { status: 200, headers: {}, body: null, ...handler.run(context) };
    if (handler.needs) answer.headers['x-accepted-github-permissions'] = handler.needs.replace(':', '=');
    return this.#checked(this.world.alter(request.fault, answer), operation, entry, request, token);
  }

  // The router tries every path of the description, one after the other, so that what it found is kept.
  #operation(method, path) {
    const key = `${method} ${path}`;
    if (!this.#operations.has(key)) this.#operations.set(key, this.#api.router.matchOperation({ method, path, headers: {} }, true));
    return this.#operations.get(key);
  }

  // An address by id is the same as one by name, and Link headers give the former.
  #route(path) {
    try {
      decodeURIComponent(path);
    } catch {
      throw new HttpError(400, 'The address is badly encoded.');
    }
    const organisation = /^\/organizations\/(\d+)(\/audit-log)$/.exec(path);
    if (organisation) return `/orgs/${this.state.organisations.get(Number(organisation[1]))?.login ?? ''}${organisation[2]}`;
    const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
    const repository = byId && this.state.repositories.get(Number(byId[1]));
    const named = repository ? `/repos/${repository.owner.login}/${repository.name}${byId[2] ?? ''}` : path;
    const folder = named.replace(/\/contents\/?$/, '/contents/%2F');
    return folder.replace(slashed, (_, head, value, tail = '') => head + encodeURIComponent(decodeURIComponent(value)) + tail);
  }

  #hasRef(address) {
    const [, , owner, name, , , ...ref] = address.split('/');
    return this.state.repository(owner, name)?.git.refs.has(decodeURIComponent(`refs/${ref.join('/')}`)) ?? false;
  }

  #validate(request, { path, query: queryText, body }, operation, entry) {
    const version = request.headers['x-github-api-version'];
    if (version && !versions.includes(version)) {
      this.world.violation(entry, 'request', `unknown X-GitHub-Api-Version '${version}'`);
      throw new HttpError(400, `"${version}" is not a supported API version.`);
    }
    const asked = { method: request.method, path, query: queryText, headers: { ...request.headers, 'content-type': 'application/json' }, body };
    const { errors } = this.#api.validateRequest(asked, operation);
    const known = operation.requestBody?.content?.['application/json']?.schema?.properties;
    const stray =
      known && body && !Array.isArray(body)
        ? Object.keys(body)
            .filter(name => !(name in known))
            .map(name => ({ instancePath: `/requestBody/${name}`, message: 'is not in the description' }))
        : [];
    if (errors || stray.length > 0) {
      const details = [...(errors ?? []), ...stray].slice(0, 5).map(({ instancePath, message, params }) => ({ instancePath, message, params }));
      this.world.violation(entry, 'request', details);
      throw new HttpError(422, 'Validation Failed (by the description)', {
        errors: details.map(({ instancePath, message }) => ({ resource: 'Description', field: instancePath, code: 'invalid', message })),
      });
    }
    const { params, query } = this.#api.router.parseRequest(asked, operation);
    return { path: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, trimmed(value)])), query, body };
  }

  #body(request, entry) {
    if (request.text === '') return undefined;
    try {
      return JSON.parse(request.text);
    } catch {
      this.world.violation(entry, 'request', 'the body is no JSON');
      throw new HttpError(400, 'Problems parsing JSON');
    }
  }

  #context(request, parsed, token, operation, handler) {
    const { state, world } = this;
    const show = shapes({ state, api: request.api, html: request.html });
    const repository = parsed.path.owner === undefined ? undefined : this.#repository(parsed, request, token);
    if (token.kind === 'anonymous' && !handler.open && (request.method !== 'GET' || !repository)) throw new HttpError(401, 'Requires authentication');
    if (handler.needs && lacks(token, handler.needs)) throw refusal(token);
    const role = handler.role ?? 'read';
    if (repository && !state.may(token, repository, role))
      throw new HttpError(role === 'read' ? 404 : 403, role === 'read' ? 'Not Found' : `Must have ${role} access to the repository.`);
    if (repository?.archived && request.method !== 'GET') throw new HttpError(403, 'Repository was archived so is read-only.');
    const hides = world.stale(operation.operationId);
    return {
      ...parsed,
      accept: request.headers.accept ?? '',
      state,
      token,
      actor: token.actor,
      repository,
      show,
      git: gitShapes({ state, show }),
      hides,
      base: request.linkBase ?? request.api,
      pageUrl: number => {
        const address = repository ? request.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository.id}`) : request.path;
        const query = new URLSearchParams(request.query);
        query.set('page', number);
        return `${request.linkBase ?? request.api}${address}?${query}`;
      },
    };
  }

  #repository({ path }, request, token) {
    const found = this.state.repository(path.owner, path.repo);
    if (found && this.state.may(token, found, 'read')) return found;
    const former = [...this.state.repositories.values()].find(repository => repository.formerNames.has(`${path.owner}/${path.repo}`.toLowerCase()));
    if (!found && former) {
      const location = `${request.api}${request.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${former.id}`)}`;
      throw new HttpError(request.method === 'GET' ? 301 : 307, 'Moved Permanently', { url: location }, { location });
    }
    throw new HttpError(404, 'Not Found');
  }

  #checked(answer, operation, entry, request, token) {
    // The bare bytes of a file, for who asks for them so.
    if (Buffer.isBuffer(answer.body)) return answer;
    const errors = this.#responses.errors(operation.path, operation.method, answer.status, answer.body);
    if (errors) {
      const details = errors.slice(0, 8).map(({ instancePath, message, params }) => ({ instancePath, message, params }));
      this.world.violation(entry, 'response', details);
      return { status: 599, headers: {}, body: { message: 'The answer of the double breaks the description', errors: details } };
    }
    return request.method === 'GET' && answer.status === 200 ? this.#conditional(answer, request, entry, token) : answer;
  }

  // A client that shows that it has the answer gets none, and pays nothing.
  #conditional(answer, request, entry, token) {
    const etag = `W/"${crypto
      .createHash('sha256')
      .update(JSON.stringify([answer.body, answer.headers.link, token.token]))
      .digest('hex')}"`;
    const headers = {
      ...answer.headers,
      etag,
      'cache-control': 'private, max-age=60, s-maxage=60',
      vary: 'Accept, Authorization, Cookie, X-GitHub-OTP',
    };
    if (!(request.headers['if-none-match'] ?? '').split(/,\s*/).includes(etag)) return { ...answer, headers };
    entry.notModified = true;
    this.world.refund(token, entry.resource);
    return { status: 304, headers, body: null };
  }
}

// A folder may be named with or without slashes around it.
const trimmed = value => String(value).replace(/^\/+|\/+$/g, '');
// Write includes read.
const lacks = (token, permission) =>
  token.missing.has(permission) || (permission.endsWith(':write') && token.missing.has(permission.replace(':write', ':read')));
// Installations are told what is missing; a person's classic token learns nothing of what it may not see.
const refusal = token =>
  ({
    app: new HttpError(403, 'Resource not accessible by integration'),
    'fine-grained': new HttpError(403, 'Resource not accessible by personal access token'),
  })[token.kind] ?? new HttpError(404, 'Not Found');
