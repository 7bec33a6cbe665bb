// Issues, comments, the history of their edits and what befell them, as GraphQL objects. GraphObjects adds people and repositories.
import { levels } from './accounts.mjs';
import { connection } from './graphConnection.mjs';
import { association } from './present.mjs';

const eventTypes = {
  comment_deleted: 'CommentDeletedEvent',
  labeled: 'LabeledEvent',
  unlabeled: 'UnlabeledEvent',
  closed: 'ClosedEvent',
  reopened: 'ReopenedEvent',
  locked: 'LockedEvent',
  unlocked: 'UnlockedEvent',
  renamed: 'RenamedTitleEvent',
  transferred: 'TransferredEvent',
  converted_to_discussion: 'ConvertedToDiscussionEvent',
};
// UnlabeledEvent is UNLABELED_EVENT among the item types.
const itemType = name => name.replace(/(?<=[a-z])([A-Z])/g, '_$1').toUpperCase();

export class GraphContent {
  constructor(state, token, html, cost) {
    this.cost = cost;
    this.state = state;
    this.token = token;
    this.html = html;
  }

  /** What issues and comments have in common: text, author and the history of its edits. */
  #comment(value) {
    return {
      id: value.nodeId,
      databaseId: value.id,
      fullDatabaseId: String(value.id),
      body: value.body ?? '',
      bodyText: value.body ?? '',
      author: () => this.actor(value.user),
      createdAt: value.createdAt,
      updatedAt: value.updatedAt,
      publishedAt: value.createdAt,
      lastEditedAt: value.lastEditedAt,
      editor: () => this.actor(value.editor),
      createdViaEmail: value.viaEmail,
      includesCreatedEdit: value.edits.length > 0,
      authorAssociation: association((value.issue ?? value).repository, value.user),
      viewerDidAuthor: value.user.id === this.token.actor.id,
      userContentEdits: args =>
        connection(
          args,
          'userContentEdits',
          [...value.edits].reverse(),
          edit => this.#edit(edit),
          edit => edit.id,
        ),
    };
  }

  #edit(value) {
    return {
      __typename: 'UserContentEdit',
      id: value.nodeId,
      createdAt: value.editedAt,
      updatedAt: value.deletedAt ?? value.editedAt,
      editedAt: value.editedAt,
      editor: () => this.actor(value.editor),
      deletedAt: value.deletedAt,
      deletedBy: () => this.actor(value.deletedBy),
      diff: value.text,
    };
  }

  issue(value) {
    const path = `/${value.repository.owner.login}/${value.repository.name}/issues/${value.number}`;
    return {
      __typename: 'Issue',
      ...this.#comment(value),
      number: value.number,
      title: value.title,
      state: value.open ? 'OPEN' : 'CLOSED',
      stateReason: value.stateReason?.toUpperCase() ?? null,
      closed: !value.open,
      closedAt: value.closedAt,
      locked: value.locked,
      activeLockReason: value.lockReason ? lockReason(value.lockReason) : null,
      url: this.html + path,
      resourcePath: path,
      repository: () => this.repository(value.repository),
      labels: args =>
        connection(
          args,
          'labels',
          value.labels,
          label => this.label(label),
          label => label.id,
        ),
      comments: args =>
        connection(
          args,
          'comments',
          value.comments,
          comment => this.comment(comment),
          comment => comment.id,
        ),
      timelineItems: args => {
        const items = value.timeline.map(item =>
          item.kind === 'comment'
            ? { id: item.comment.id, createdAt: item.comment.createdAt, type: 'IssueComment', show: () => this.comment(item.comment) }
            : { id: item.id, createdAt: item.createdAt, type: eventTypes[item.event], show: () => this.event(item) },
        );
        const wanted = items
          .filter(item => !args.itemTypes || args.itemTypes.includes(itemType(item.type)))
          .filter(item => !args.since || Date.parse(item.createdAt) >= Date.parse(args.since));
        return {
          ...connection(
            args,
            'timelineItems',
            wanted,
            item => item.show(),
            item => item.id,
          ),
          filteredCount: wanted.length,
          pageCount: wanted.length,
          totalCount: items.length,
          updatedAt: value.updatedAt,
        };
      },
    };
  }

  comment(value) {
    const path = `/${value.issue.repository.owner.login}/${value.issue.repository.name}/issues/${value.issue.number}#issuecomment-${value.id}`;
    return {
      __typename: 'IssueComment',
      ...this.#comment(value),
      isMinimized: value.minimized !== null,
      minimizedReason: value.minimized,
      url: this.html + path,
      resourcePath: path,
      issue: () => this.issue(value.issue),
      repository: () => this.repository(value.issue.repository),
      pullRequest: null,
    };
  }

  label(value) {
    return { __typename: 'Label', id: value.nodeId, name: value.name, color: value.color, description: value.description, isDefault: false };
  }

  event(value) {
    const issue = () => this.issue(value.issue);
    const { repository } = value.issue;
    // Who deleted a comment is told to those who may write.
    const hidden =
      value.event === 'comment_deleted' &&
      (this.token.missing.has('issues:write') ||
        (this.token.kind !== 'app' && levels.indexOf(this.state.roleOf(repository, this.token.actor)) < levels.indexOf('write')));
    return {
      __typename: eventTypes[value.event],
      id: value.nodeId,
      createdAt: value.createdAt,
      actor: () => (hidden ? null : this.actor(value.actor)),
      ...{
        comment_deleted: { databaseId: value.id, deletedCommentAuthor: () => this.actor(value.deletedAuthor) },
        labeled: { label: () => this.label(value.label), labelable: issue },
        unlabeled: { label: () => this.label(value.label), labelable: issue },
        closed: {
          closable: issue,
          closer: null,
          stateReason: value.stateReason?.toUpperCase() ?? null,
          url: `${this.html}/${repository.owner.login}/${repository.name}/issues/${value.issue.number}#event-${value.id}`,
        },
        reopened: { closable: issue, stateReason: 'REOPENED' },
        locked: { lockable: issue, lockReason: value.lockReason ? lockReason(value.lockReason) : null },
        unlocked: { lockable: issue },
        renamed: { previousTitle: value.from, currentTitle: value.to, subject: issue },
        transferred: { fromRepository: () => (this.readable(value.source) ? this.repository(value.source) : null), issue },
        converted_to_discussion: { discussion: null },
      }[value.event],
    };
  }
}

// REST says "off-topic", GraphQL OFF_TOPIC.
const lockReason = reason => reason.toUpperCase().replace(/[- ]/g, '_');
