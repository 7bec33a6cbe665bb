// The audit log of organisations and enterprises, as GitHub Enterprise Cloud has it.
import { HttpError } from './answers.mjs';

const missing = () => new HttpError(404, 'Not Found');
const threeMonths = 92 * 86400_000;
const isGit = event => event.action.startsWith('git.');
const cursorOf = event => Buffer.from(`MS|${event['@timestamp']}|${event._document_id}`).toString('base64url');

// "created:A..B", "created:>=A" and "created:<=B" by the second, both ends included; whatever else there is in a phrase finds nothing here.
function spanOf(phrase, now) {
  const [, range, least, most] = /^created:(?:(\S+\.\.\S+)|>=(\S+)|<=(\S+))$/.exec(phrase ?? '') ?? [];
  if (phrase && !range && !least && !most) throw new HttpError(422, 'The double knows phrases of the form created:FROM..TO.');
  const second = text => Math.floor(Date.parse(text) / 1000) * 1000;
  const [from, to] = range ? range.split('..').map(second) : [least ? second(least) : now - threeMonths, most ? second(most) : now];
  if (Number.isNaN(from) || Number.isNaN(to)) throw new HttpError(422, 'created: has no time');
  return { from, to: to + 999 };
}

function list(context, events, address) {
  const { query, state } = context;
  const { from, to } = spanOf(query.phrase, state.clock);
  const include = query.include ?? 'web';
  const retention = event => state.clock - (isGit(event) ? 7 : 180) * 86400_000;
  const descending = (query.order ?? 'desc') === 'desc';
  const order = (one, other) => one['@timestamp'] - other['@timestamp'] || (one._document_id < other._document_id ? -1 : 1);
  const found = events
    .filter(({ event, visibleAt }) => visibleAt <= state.clock && event.created_at >= retention(event))
    .map(({ event }) => event)
    .filter(event => event['@timestamp'] >= from && event['@timestamp'] <= to && (include === 'all' || isGit(event) === (include === 'git')))
    .sort((one, other) => (descending ? order(other, one) : order(one, other)));
  const size = Math.min(Math.max(Number(query.per_page ?? 30), 1), 100);
  const start = query.after ? found.findLastIndex(event => cursorOf(event) === query.after) + 1 : 0;
  const page = found.slice(start, start + size);
  const headers = {};
  if (start + size < found.length) {
    const parameters = new URLSearchParams(Object.entries(query).filter(([name]) => name !== 'after' && name !== 'before'));
    headers.link = `<${address}?${parameters}&after=${cursorOf(page.at(-1))}&before=>; rel="next"`;
  }
  return { body: page, headers };
}

export const audit = {
  'orgs/get-audit-log': {
    needs: 'organization_administration:read',
    resource: 'audit_log',
    run: context => {
      const organisation = context.state.organisation(context.path.org);
      const member = organisation?.members.get(context.actor.id);
      const isOwner = context.token.kind === 'app' || (member?.state === 'active' && member.role === 'admin');
      if (!organisation || !isOwner || (organisation.settings.plan?.name ?? 'enterprise') !== 'enterprise') throw missing();
      return list(context, context.state.auditOf(organisation.login), `${context.base}/organizations/${organisation.id}/audit-log`);
    },
  },
  'enterprise-admin/get-audit-log': {
    needs: 'read:audit_log',
    resource: 'audit_log',
    run: context => {
      const enterprise = context.state.enterprises.get(context.path.enterprise);
      if (context.token.kind !== 'classic' || !enterprise?.owners.includes(context.actor.login)) throw missing();
      return list(context, context.state.auditOf(`enterprises/${context.path.enterprise}`), `${context.base}/enterprises/${context.path.enterprise}/audit-log`);
    },
  },
};
