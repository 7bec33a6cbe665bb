// Issues and comments. `needs` is the permission of an installation, `role` what a person must have on the repository.
import * as acts from '../issues.mjs';
import { HttpError, page } from './answers.mjs';

const find = ({ repository, path, state, show }) => {
  const issue = repository.issues.get(Number(path.issue_number));
  if (issue) return issue;
  const moved = repository.moved.get(Number(path.issue_number));
  if (moved === 'deleted') throw new HttpError(410, 'This issue was deleted');
  if (moved) throw new HttpError(301, 'Moved Permanently', { url: show.issue(moved).url }, { location: show.issue(moved).url });
  throw new HttpError(404, 'Not Found');
};
const findComment = ({ repository, path, state }) => {
  const comment = state.comments.get(Number(path.comment_id));
  if (!comment || comment.issue.repository !== repository) throw new HttpError(404, 'Not Found');
  return comment;
};
const names = labels => labels.map(label => (typeof label === 'string' ? label : label.name));
const writable = ({ state, token, repository }) => state.may(token, repository, 'triage');
const since = (items, moment) => (moment ? items.filter(item => Date.parse(item.updatedAt) >= Date.parse(moment)) : items);
const openFor = (context, issue) => {
  if (issue.locked && !context.state.may(context.token, context.repository, 'write'))
    throw new HttpError(403, 'Unable to create comment because issue is locked.');
};
// An author may change what is theirs; others need the role.
const mine = (context, content, role) => {
  if (content.user !== context.actor && !context.state.may(context.token, context.repository, role))
    throw new HttpError(403, 'Must have admin rights to Repository.');
};

const list = context => {
  const { repository, query, state } = context;
  const wanted = query.labels
    ? String(query.labels)
        .split(',')
        .map(name => name.toLowerCase())
    : [];
  const found = [...repository.issues.values()]
    .filter(issue => (query.state ?? 'open') === 'all' || issue.open === ((query.state ?? 'open') === 'open'))
    .filter(issue => wanted.every(name => issue.labels.some(label => label.name.toLowerCase() === name)))
    .filter(issue => !query.creator || issue.user.login.toLowerCase() === query.creator.toLowerCase())
    .filter(issue => !context.hides(issue.createdAt));
  const key = { updated: issue => issue.updatedAt, comments: issue => issue.comments.length }[query.sort] ?? (issue => issue.createdAt);
  const order = query.direction === 'asc' ? 1 : -1;
  return since(found, query.since).sort((a, b) => order * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.number - b.number));
};

export const issues = {
  'issues/list-for-repo': { needs: 'issues:read', run: context => page(context, list(context), context.show.issue) },
  'issues/get': { needs: 'issues:read', run: context => ({ body: context.show.issue(find(context)) }) },
  'issues/create': {
    needs: 'issues:write',
    run: context => {
      const { state, repository, actor, token, body } = context;
      if (!repository.hasIssues) throw new HttpError(410, 'Issues has been disabled in this repository.');
      if (String(body.title).trim() === '')
        throw new HttpError(422, 'Validation Failed', { errors: [{ resource: 'Issue', field: 'title', code: 'missing_field' }] });
      // Labels of a person without triage are dropped, silently.
      const labels = writable(context) ? names(body.labels ?? []) : [];
      const issue = acts.createIssue(state, repository, actor, { title: body.title, body: body.body ?? null, labels, app: token.app ?? null });
      return { status: 201, body: context.show.issue(issue), headers: { location: context.show.issue(issue).url } };
    },
  },
  'issues/update': {
    needs: 'issues:write',
    run: context => {
      const { state, actor, body, token } = context;
      const issue = find(context);
      mine(context, issue, 'triage');
      if (body.title !== undefined && body.title !== null) acts.rename(state, issue, actor, String(body.title), token.app ?? null);
      if (body.body !== undefined) acts.editBody(state, issue, actor, body.body);
      if (body.state !== undefined) acts.setOpen(state, issue, actor, body.state === 'open', body.state_reason, token.app ?? null);
      if (body.labels && writable(context)) acts.setLabels(state, issue, actor, names(body.labels), token.app ?? null);
      return { body: context.show.issue(issue) };
    },
  },
  'issues/lock': {
    needs: 'issues:write',
    role: 'write',
    run: context => (acts.setLocked(context.state, find(context), context.actor, true, context.body?.lock_reason ?? null), { status: 204 }),
  },
  'issues/unlock': {
    needs: 'issues:write',
    role: 'write',
    run: context => (acts.setLocked(context.state, find(context), context.actor, false), { status: 204 }),
  },
  'issues/list-events': {
    needs: 'issues:read',
    run: context =>
      page(
        context,
        find(context).timeline.filter(item => item.kind === 'event' && described(item)),
        context.show.event,
      ),
  },
  'issues/list-events-for-timeline': {
    needs: 'issues:read',
    run: context =>
      page(
        context,
        find(context).timeline.filter(item => item.kind === 'comment' || described(item)),
        item =>
          item.kind === 'comment'
            ? { ...context.show.comment(item.comment), event: 'commented', actor: context.show.user(item.comment.user) }
            : context.show.event(item),
      ),
  },
  'issues/list-comments': {
    needs: 'issues:read',
    run: context => page(context, visible(context, since(find(context).comments, context.query.since)), context.show.comment),
  },
  'issues/list-comments-for-repo': {
    needs: 'issues:read',
    run: context => {
      const all = visible(
        context,
        since(
          [...context.repository.issues.values()].flatMap(issue => issue.comments),
          context.query.since,
        ),
      );
      const key = context.query.sort === 'updated' ? 'updatedAt' : 'createdAt';
      const order = context.query.direction === 'desc' ? -1 : 1;
      return page(
        context,
        all.sort((a, b) => order * (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.id - b.id)),
        context.show.comment,
      );
    },
  },
  'issues/get-comment': { needs: 'issues:read', run: context => ({ body: context.show.comment(findComment(context)) }) },
  'issues/create-comment': {
    needs: 'issues:write',
    run: context => {
      const issue = find(context);
      openFor(context, issue);
      const comment = acts.addComment(context.state, issue, context.actor, context.body.body, { app: context.token.app ?? null });
      return { status: 201, body: context.show.comment(comment), headers: { location: context.show.comment(comment).url } };
    },
  },
  'issues/update-comment': {
    needs: 'issues:write',
    run: context => {
      const comment = findComment(context);
      mine(context, comment, 'write');
      acts.editBody(context.state, comment, context.actor, context.body.body);
      return { body: context.show.comment(comment) };
    },
  },
  'issues/delete-comment': {
    needs: 'issues:write',
    run: context => {
      const comment = findComment(context);
      mine(context, comment, 'write');
      acts.deleteComment(context.state, comment, context.actor);
      return { status: 204 };
    },
  },
  'search/issues-and-pull-requests': { open: true, run: context => search(context) },
};

// The description lists no event for a deleted comment, a transfer or a conversion; GraphQL tells them.
const described = item => !['comment_deleted', 'transferred', 'converted_to_discussion'].includes(item.event);
const visible = (context, comments) => comments.filter(comment => !context.hides(comment.createdAt));

// A small part of the search language: repo:, org:, is:, state:, label:, author:, in:, and words.
function search(context) {
  const { state, token, query } = context;
  const terms = String(query.q).match(/[^\s"]*"[^"]*"|\S+/g) ?? [];
  let found = [...state.repositories.values()]
    .filter(repository => state.may(token, repository, 'read'))
    .flatMap(repository => [...repository.issues.values()]);
  for (const term of terms) {
    const [, name, value] = /^(repo|org|user|is|type|state|label|author|in):"?(.*?)"?$/.exec(term) ?? [null, 'word', term.replaceAll('"', '')];
    const tests = {
      repo: issue => `${issue.repository.owner.login}/${issue.repository.name}`.toLowerCase() === value.toLowerCase(),
      org: issue => issue.repository.owner.login.toLowerCase() === value.toLowerCase(),
      is: issue => (value === 'issue' ? true : value === 'open' ? issue.open : value === 'closed' ? !issue.open : false),
      label: issue => issue.labels.some(label => label.name.toLowerCase() === value.toLowerCase()),
      author: issue => issue.user.login.toLowerCase() === value.toLowerCase().replace(/^app\/(.*)$/, '$1[bot]'),
      in: () => true,
      word: issue => `${issue.title}\n${issue.body ?? ''}`.toLowerCase().includes(value.toLowerCase()),
    };
    found = found.filter(tests[{ user: 'org', type: 'is', state: 'is' }[name] ?? name]);
  }
  const items = found.filter(issue => !context.hides(issue.createdAt)).sort((a, b) => b.id - a.id);
  const answer = page(context, items, issue => ({ ...context.show.issue(issue), body: issue.body ?? '', score: 1 }));
  return { ...answer, body: { total_count: items.length, incomplete_results: false, search_type: 'lexical', items: answer.body } };
}
