// The state as GraphQL objects: a property is a field, a function a field with arguments or one that is costly.
import { levels } from './state.mjs';

const eventTypes = {
  comment_deleted: 'CommentDeletedEvent', labeled: 'LabeledEvent', unlabeled: 'UnlabeledEvent', closed: 'ClosedEvent', reopened: 'ReopenedEvent', locked: 'LockedEvent', unlocked: 'UnlockedEvent',
  renamed: 'RenamedTitleEvent', transferred: 'TransferredEvent', converted_to_discussion: 'ConvertedToDiscussionEvent',
};
// UnlabeledEvent is UNLABELED_EVENT among the item types.
const itemType = name => name.replace(/(?<=[a-z])([A-Z])/g, '_$1').toUpperCase();

export class GraphObjects {
  constructor(state, token, html) {
    this.state = state;
    this.token = token;
    this.html = html;
  }

  root() {
    return {
      viewer: () => this.viewer(),
      repository: ({ owner, name }) => this.repository(this.readable(this.state.repository(owner, name)) ?? missing(`Could not resolve to a Repository with the name '${owner}/${name}'.`)),
      organization: ({ login }) => this.organisation(this.state.organisation(login) ?? missing(`Could not resolve to an Organization with the login of '${login}'.`)),
      user: ({ login }) => {
        const user = this.state.account(login);
        return user?.kind === 'user' && user.type === 'User' ? this.actor(user) : missing(`Could not resolve to a User with the login of '${login}'.`);
      },
      node: ({ id }) => this.node(id) ?? missing(`Could not resolve to a node with the global id of '${id}'`),
      nodes: ({ ids }) => ids.map(id => this.node(id) ?? notFound(`Could not resolve to a node with the global id of '${id}'`)),
      rateLimit: () => {
        const { limit, used, reset } = this.token.rate;
        return { limit, used, remaining: Math.max(0, limit - used), cost: 1, nodeCount: 1, resetAt: new Date(reset).toISOString() };
      },
    };
  }

  // An installation sees itself as a user with its bot's name and number.
  viewer() {
    return { ...this.actor({ ...this.token.actor, type: 'User' }), login: this.token.actor.login };
  }

  readable(repository) {
    return repository && this.state.may(this.token, repository, 'read') ? repository : undefined;
  }

  node(id) {
    const value = this.state.nodes.get(id);
    if (!value) return null;
    const repository = value.repository ?? value.issue?.repository ?? (value.git ? value : undefined);
    if (repository && !this.readable(repository)) return null;
    if (value.git) return this.repository(value);
    return { user: () => this.actor(value), organisation: () => this.organisation(value), issue: () => this.issue(value), comment: () => this.comment(value), event: () => this.event(value), label: () => this.label(value) }[value.kind]?.() ?? null;
  }

  /** A bot's login has no "[bot]" here, unlike in REST. */
  actor(account) {
    if (!account) return null;
    const bot = account.type === 'Bot';
    const login = bot ? account.login.replace('[bot]', '') : account.login;
    const path = bot ? `/apps/${login}` : `/${login}`;
    return {
      __typename: bot ? 'Bot' : account.kind === 'organisation' ? 'Organization' : 'User', id: account.nodeId, databaseId: account.id, login, name: account.name, url: this.html + path, resourcePath: path,
      avatarUrl: () => `${this.html}/avatars/u/${account.id}`, createdAt: account.createdAt, isSiteAdmin: account.siteAdmin,
    };
  }

  organisation(value) {
    return {
      ...this.actor(value), __typename: 'Organization',
      team: ({ slug }) => {
        const team = value.teams.get(slug);
        return team && !this.token.missing.has('members:read') ? this.team(value, team) : null;
      },
    };
  }

  team(organisation, value) {
    return {
      __typename: 'Team', id: value.nodeId, databaseId: value.id, slug: value.slug, name: value.name,
      members: args => connection(args, 'members', [...value.members].filter(([, member]) => member.state === 'active').map(([id]) => this.state.users.get(id)), user => this.actor(user), user => user.id),
    };
  }

  repository(value) {
    return {
      __typename: 'Repository', id: value.nodeId, databaseId: value.id, name: value.name, nameWithOwner: `${value.owner.login}/${value.name}`, isPrivate: value.private, isArchived: value.archived, hasIssuesEnabled: value.hasIssues,
      url: `${this.html}/${value.owner.login}/${value.name}`, owner: () => this.actor(value.owner), viewerPermission: () => this.#permission(value), createdAt: value.createdAt, pushedAt: value.pushedAt,
      issue: ({ number }) => this.issue(value.issues.get(number) ?? missing(`Could not resolve to an Issue with the number of ${number}.`)),
      issues: args => {
        const wanted = [...value.issues.values()]
          .filter(issue => !args.states || args.states.includes(issue.open ? 'OPEN' : 'CLOSED'))
          .filter(issue => !args.labels || args.labels.some(name => issue.labels.some(label => label.name.toLowerCase() === name.toLowerCase())))
          .filter(issue => !args.filterBy?.createdBy || issue.user.login.replace('[bot]', '') === args.filterBy.createdBy.replace('[bot]', ''))
          .filter(issue => !args.filterBy?.since || Date.parse(issue.updatedAt) >= Date.parse(args.filterBy.since));
        const key = { UPDATED_AT: issue => issue.updatedAt, COMMENTS: issue => issue.comments.length }[args.orderBy?.field] ?? (issue => issue.createdAt);
        const order = args.orderBy?.direction === 'DESC' ? -1 : 1;
        return connection(args, 'issues', wanted.sort((a, b) => order * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.number - b.number)), issue => this.issue(issue), issue => issue.id);
      },
      label: ({ name }) => (value.labels.has(name.toLowerCase()) ? this.label(value.labels.get(name.toLowerCase())) : null),
      labels: args => connection(args, 'labels', [...value.labels.values()], label => this.label(label), label => label.id),
      defaultBranchRef: () => this.#ref(value, `refs/heads/${value.defaultBranch}`),
      ref: ({ qualifiedName }) => this.#ref(value, [qualifiedName, `refs/heads/${qualifiedName}`, `refs/${qualifiedName}`].find(name => value.git.refs.has(name))),
    };
  }

  #permission(repository) {
    const role = this.token.kind === 'app' ? 'write' : this.state.roleOf(repository, this.token.actor);
    return role === 'none' ? null : role.toUpperCase();
  }

  #ref(repository, name) {
    const sha = repository.git.refs.get(name);
    if (!sha) return null;
    const commit = { __typename: 'Commit', id: this.state.node('C', `${repository.id}:${sha}`), oid: sha, message: repository.git.get(sha, 'commit').message, committedDate: repository.git.get(sha, 'commit').committer.date };
    return { __typename: 'Ref', id: this.state.node('REF', `${repository.id}:${name}`), name: name.replace(/^refs\/[^/]+\//, ''), prefix: /^refs\/[^/]+\//.exec(name)[0], target: commit };
  }

  /** What issues and comments have in common: text, author and the history of its edits. */
  #comment(value) {
    return {
      id: value.nodeId, databaseId: value.id, fullDatabaseId: String(value.id), body: value.body ?? '', bodyText: value.body ?? '', author: () => this.actor(value.user), createdAt: value.createdAt, updatedAt: value.updatedAt, publishedAt: value.createdAt,
      lastEditedAt: value.lastEditedAt, editor: () => this.actor(value.editor), createdViaEmail: value.viaEmail, includesCreatedEdit: value.edits.length > 0, viewerDidAuthor: value.user.id === this.token.actor.id,
      userContentEdits: args => connection(args, 'userContentEdits', [...value.edits].reverse(), edit => this.#edit(edit), edit => edit.id),
    };
  }

  #edit(value) {
    return {
      __typename: 'UserContentEdit', id: value.nodeId, createdAt: value.editedAt, updatedAt: value.deletedAt ?? value.editedAt, editedAt: value.editedAt, editor: () => this.actor(value.editor), deletedAt: value.deletedAt,
      deletedBy: () => this.actor(value.deletedBy), diff: value.text,
    };
  }

  issue(value) {
    const path = `/${value.repository.owner.login}/${value.repository.name}/issues/${value.number}`;
    return {
      __typename: 'Issue', ...this.#comment(value), number: value.number, title: value.title, state: value.open ? 'OPEN' : 'CLOSED', stateReason: value.stateReason?.toUpperCase() ?? null, closed: !value.open, closedAt: value.closedAt,
      locked: value.locked, activeLockReason: value.lockReason ? lockReason(value.lockReason) : null, url: this.html + path, resourcePath: path, repository: () => this.repository(value.repository),
      labels: args => connection(args, 'labels', value.labels, label => this.label(label), label => label.id),
      comments: args => connection(args, 'comments', value.comments, comment => this.comment(comment), comment => comment.id),
      timelineItems: args => {
        const items = value.timeline.map(item => (item.kind === 'comment' ? { id: item.comment.id, createdAt: item.comment.createdAt, type: 'IssueComment', show: () => this.comment(item.comment) } : { id: item.id, createdAt: item.createdAt, type: eventTypes[item.event], show: () => this.event(item) }));
        const wanted = items.filter(item => !args.itemTypes || args.itemTypes.includes(itemType(item.type))).filter(item => !args.since || Date.parse(item.createdAt) >= Date.parse(args.since));
        return { ...connection(args, 'timelineItems', wanted, item => item.show(), item => item.id), filteredCount: wanted.length, pageCount: wanted.length, totalCount: items.length, updatedAt: value.updatedAt };
      },
    };
  }

  comment(value) {
    const path = `/${value.issue.repository.owner.login}/${value.issue.repository.name}/issues/${value.issue.number}#issuecomment-${value.id}`;
    return { __typename: 'IssueComment', ...this.#comment(value), isMinimized: false, minimizedReason: null, url: this.html + path, resourcePath: path, issue: () => this.issue(value.issue), repository: () => this.repository(value.issue.repository), pullRequest: null };
  }

  label(value) {
    return { __typename: 'Label', id: value.nodeId, name: value.name, color: value.color, description: value.description, isDefault: false };
  }

  event(value) {
    const issue = () => this.issue(value.issue);
    const { repository } = value.issue;
    // Who deleted a comment is told to those who may write.
    const hidden = value.event === 'comment_deleted' && (this.token.missing.has('issues:write') || (this.token.kind !== 'app' && levels.indexOf(this.state.roleOf(repository, this.token.actor)) < levels.indexOf('write')));
    return {
      __typename: eventTypes[value.event], id: value.nodeId, createdAt: value.createdAt, actor: () => (hidden ? null : this.actor(value.actor)),
      ...({
        comment_deleted: { databaseId: value.id, deletedCommentAuthor: () => this.actor(value.deletedAuthor) },
        labeled: { label: () => this.label(value.label), labelable: issue },
        unlabeled: { label: () => this.label(value.label), labelable: issue },
        closed: { closable: issue, closer: null, stateReason: value.stateReason?.toUpperCase() ?? null, url: `${this.html}/${repository.owner.login}/${repository.name}/issues/${value.issue.number}#event-${value.id}` },
        reopened: { closable: issue, stateReason: 'REOPENED' },
        locked: { lockable: issue, lockReason: value.lockReason ? lockReason(value.lockReason) : null },
        unlocked: { lockable: issue },
        renamed: { previousTitle: value.from, currentTitle: value.to, subject: issue },
        transferred: { fromRepository: () => (this.readable(value.source) ? this.repository(value.source) : null), issue },
        converted_to_discussion: { discussion: null },
      }[value.event]),
    };
  }
}

// REST says "off-topic", GraphQL OFF_TOPIC.
const lockReason = reason => reason.toUpperCase().replace(/[- ]/g, '_');

class GraphFault extends Error {
  constructor(type, message) {
    super(message);
    this.type = type;
  }
}

function missing(message) {
  throw new GraphFault('NOT_FOUND', message);
}

// In a list, the error stands for the item.
const notFound = message => Object.assign(new GraphFault('NOT_FOUND', message), { extensions: { type: 'NOT_FOUND', expected: true } });

/** A page of items; cursors name an item, not a place, so that they hold when others come and go. */
function connection({ first, last, after, before }, name, items, show, key) {
  // A bare count needs no bounds.
  const bounded = value => () => {
    if (first === undefined && last === undefined) throw new GraphFault('MISSING_PAGINATION_BOUNDARIES', `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`);
    return value;
  };
  const size = first ?? last ?? 0;
  if (size < 0 || size > 100) throw new GraphFault('EXCESSIVE_PAGINATION', `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`);
  const cursor = item => Buffer.from(`cursor:v2:${key(item)}`).toString('base64');
  const at = value => {
    const index = items.findIndex(item => cursor(item) === value);
    if (index < 0) throw new GraphFault('INVALID_CURSOR_ARGUMENTS', `\`${value}\` does not appear to be a valid cursor.`);
    return index;
  };
  const from = after ? at(after) + 1 : 0;
  const to = before ? at(before) : items.length;
  const page = first !== undefined ? items.slice(from, Math.min(to, from + first)) : items.slice(Math.max(from, to - last), to);
  const start = page.length > 0 ? items.indexOf(page[0]) : from;
  return {
    totalCount: items.length, nodes: bounded(page.map(show)), edges: bounded(page.map(item => ({ cursor: cursor(item), node: show(item) }))),
    pageInfo: bounded({ startCursor: page.length > 0 ? cursor(page[0]) : null, endCursor: page.length > 0 ? cursor(page.at(-1)) : null, hasNextPage: start + page.length < to, hasPreviousPage: start > 0 }),
  };
}
