// A double of GitHub on loopback: `node server.mjs --port 0 [--seed seed.json]` prints `ready PORT`.
// It keeps state, and holds every request and each answer of its own against GitHub's description. See README.md.
import fs from 'node:fs';
import http from 'node:http';
import { parseArgs } from 'node:util';
import { Control } from './control.mjs';
import { GraphQl } from './graphql.mjs';
import { Rest } from './rest.mjs';
import { HttpError } from './rest/answers.mjs';
import { State } from './state.mjs';
import { World } from './world.mjs';

const { values: options } = parseArgs({
  options: { port: { type: 'string', default: '0' }, seed: { type: 'string' }, 'exit-with-stdin': { type: 'boolean', default: false } },
});
const biggestBody = 40 << 20;

let state;
let world;
let rest;
let graphql;
let control;

async function begin(seed) {
  state = new State(seed);
  world = new World(state);
  rest = new Rest(state, world);
  graphql = new GraphQl(state, world);
  control = new Control(state, world, begin);
  await rest.start();
}

async function read(message) {
  const chunks = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > biggestBody) throw new HttpError(413, 'Payload Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(message, text) {
  const url = new URL(`http://loopback${message.url}`);
  const html = `http://${message.headers.host}`;
  const enterprise = /^\/api\/v3(?=\/|$)/.test(url.pathname);
  const isGraphQl = /^\/(api\/)?graphql$/.test(url.pathname);
  return {
    kind: isGraphQl ? 'graphql' : 'rest',
    method: message.method,
    path: isGraphQl ? '/graphql' : url.pathname.replace(/^\/api\/v3(?=\/|$)/, '') || '/',
    query: url.search.slice(1),
    headers: message.headers,
    text,
    html,
    api: enterprise ? `${html}/api/v3` : html,
    body: tried(text),
  };
}

const tried = text => {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
};

function send(response, { status, headers = {}, body }) {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(body === null || body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  response.sendDate = false;
  response.writeHead(status, {
    date: new Date(state.clock).toUTCString(),
    'content-type': 'application/json; charset=utf-8',
    'x-github-media-type': 'github.v3; format=json',
    ...(status === 204 || status === 304 ? {} : { 'content-length': bytes.length }),
    ...headers,
  });
  response.end(bytes);
}

const pause = milliseconds =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });

async function serve(message, response) {
  const text = await read(message);
  if (message.url.startsWith('/__')) {
    send(response, await control.answer(message.method, message.url, text === '' ? {} : JSON.parse(text)));
    return;
  }
  const request = parse(message, text);
  const entry = world.enter(request);
  const here = world;
  const fault = here.fault({ ...request, actor: state.tokens.get((request.headers.authorization ?? '').split(' ').at(-1))?.actor.login });
  entry.fault = fault?.mode;
  request.fault = fault;
  if (fault?.delayMs) await pause(fault.delayMs);
  if (fault?.mode === 'reset' || fault?.mode === 'hang') {
    here.leave(entry, fault.mode);
    if (fault.mode === 'reset') message.socket.resetAndDestroy();
    return;
  }
  request.linkBase = fault?.linkBase;
  const answer =
    fault?.mode === 'answer'
      ? {
          status: fault.status ?? 500,
          headers: fault.headers ?? {},
          body: fault.body === undefined ? { message: 'A fault that the test asked for' } : fault.body,
        }
      : (here.tooSoon(entry) ?? handle(request, entry));
  const headers = { ...here.rateHeaders(request.token, entry.resource), 'x-github-request-id': `D0:${entry.n}`, ...answer.headers };
  if (fault?.mode === 'cut' || fault?.mode === 'stall') {
    here.leave(entry, fault.mode);
    if (fault.mode === 'cut') message.socket.resetAndDestroy();
    return;
  }
  here.leave(entry, answer.status);
  send(response, { ...answer, headers });
}

// One turn of the event loop: requests at once are carried out one after the other, whole.
function handle(request, entry) {
  if (request.method !== 'GET' && request.kind === 'rest') state.tick();
  try {
    return request.kind === 'graphql' ? graphql.answer(request, entry) : rest.answer(request, entry);
  } catch (error) {
    world.violation(entry, 'internal', String(error.stack));
    return { status: 500, body: { message: 'The double failed; its violations say how.' } };
  }
}

await begin(options.seed ? JSON.parse(fs.readFileSync(options.seed, 'utf8')) : {});
const server = http.createServer((message, response) => {
  const here = world;
  if (!message.url.startsWith('/__')) {
    here.maxInFlight = Math.max(here.maxInFlight, ++here.inFlight);
    response.on('close', () => {
      here.inFlight--;
    });
  }
  serve(message, response).catch(error => {
    if (!response.headersSent && !response.destroyed)
      send(response, { status: error.status ?? 500, body: { message: error instanceof HttpError ? error.message : String(error.stack) } });
  });
});
server.listen(Number(options.port), '127.0.0.1', () => console.log(`ready ${server.address().port}`));
if (options['exit-with-stdin'])
  process.stdin
    .on('end', () => process.exit(0))
    .on('close', () => process.exit(0))
    .resume();
