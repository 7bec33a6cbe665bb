// Issues and comments, changed the same way by the REST API and by the test's control.

/** Adds an issue and returns it. */
export function createIssue(state, repository, actor, { title, body = null, labels = [], app = null, viaEmail = false }) {
  const issue = {
    kind: 'issue',
    id: state.id(),
    number: nextNumber(repository),
    repository,
    title: String(title),
    body,
    user: actor,
    app,
    viaEmail,
    createdAt: state.now(),
    updatedAt: state.now(),
    closedAt: null,
    closedBy: null,
    open: true,
    stateReason: null,
    locked: false,
    lockReason: null,
    labels: [],
    comments: [],
    timeline: [],
    edits: [],
    lastEditedAt: null,
    editor: null,
  };
  issue.nodeId = state.node('I', issue.id, issue);
  repository.issues.set(issue.number, issue);
  setLabels(state, issue, actor, labels, app);
  return issue;
}

/** Adds a comment and returns it. */
export function addComment(state, issue, actor, body, { app = null, viaEmail = false } = {}) {
  const comment = {
    kind: 'comment',
    id: state.id(),
    issue,
    body,
    user: actor,
    app,
    viaEmail,
    createdAt: state.now(),
    updatedAt: state.now(),
    edits: [],
    lastEditedAt: null,
    editor: null,
    minimized: null,
  };
  comment.nodeId = state.node('IC', comment.id, comment);
  issue.comments.push(comment);
  issue.timeline.push({ kind: 'comment', comment });
  state.comments.set(comment.id, comment);
  issue.updatedAt = state.now();
  return comment;
}

/** Changes the text of an issue or of a comment; the same text again is no edit. */
export function editBody(state, content, actor, body) {
  if (content.body === body) return;
  const revision = (editor, editedAt, text) => {
    const edit = { kind: 'edit', id: state.id(), editor, editedAt, text, deletedAt: null, deletedBy: null };
    edit.nodeId = state.node('UCE', edit.id, edit);
    content.edits.push(edit);
  };
  // The first edit brings the creation into the history.
  if (content.edits.length === 0) revision(content.user, content.createdAt, content.body);
  revision(actor, state.now(), body);
  content.body = body;
  content.lastEditedAt = content.updatedAt = state.now();
  content.editor = actor;
  if (content.issue) content.issue.updatedAt = state.now();
}

/** Takes the text of a revision away; that it was, when and by whom stays. */
export function deleteRevision(state, content, actor, index) {
  const edit = content.edits[index];
  if (!edit) throw new Error(`no revision ${index}`);
  Object.assign(edit, { deletedAt: state.now(), deletedBy: actor, text: null });
}

export function deleteComment(state, comment, actor) {
  const { issue } = comment;
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  issue.timeline.splice(
    issue.timeline.findIndex(item => item.comment === comment),
    1,
  );
  state.comments.delete(comment.id);
  state.nodes.delete(comment.nodeId);
  record(state, issue, 'comment_deleted', actor, { deletedAuthor: comment.user });
}

export function rename(state, issue, actor, title, app = null) {
  if (issue.title === title) return;
  record(state, issue, 'renamed', actor, { from: issue.title, to: title, app });
  issue.title = title;
}

export function setOpen(state, issue, actor, open, reason = null, app = null) {
  if (issue.open === open) return;
  Object.assign(issue, {
    open,
    closedAt: open ? null : state.now(),
    closedBy: open ? null : actor,
    stateReason: open ? 'reopened' : (reason ?? 'completed'),
  });
  record(state, issue, open ? 'reopened' : 'closed', actor, { stateReason: issue.stateReason, app });
}

/** Makes an issue's labels these names; a label that the repository lacks is made. */
export function setLabels(state, issue, actor, names, app = null) {
  const { repository } = issue;
  const wanted = names.map(name => repository.labels.get(name.toLowerCase()) ?? state.addLabel(repository, { name }));
  for (const label of issue.labels.filter(candidate => !wanted.includes(candidate))) record(state, issue, 'unlabeled', actor, { label, app });
  for (const label of wanted.filter(candidate => !issue.labels.includes(candidate))) record(state, issue, 'labeled', actor, { label, app });
  issue.labels = [...new Set(wanted)];
}

export function setLocked(state, issue, actor, locked, reason = null) {
  if (issue.locked === locked) return;
  Object.assign(issue, { locked, lockReason: locked ? reason : null });
  record(state, issue, locked ? 'locked' : 'unlocked', actor, { lockReason: reason });
}

/** Takes an issue away for good: 410 for who asks for it. */
export function deleteIssue(state, issue) {
  const { repository } = issue;
  repository.issues.delete(issue.number);
  repository.moved.set(issue.number, 'deleted');
  state.nodes.delete(issue.nodeId);
  for (const comment of issue.comments) {
    state.comments.delete(comment.id);
    state.nodes.delete(comment.nodeId);
  }
}

/** Moves an issue to another repository, where it gets a new number, id and node id; labels stay behind. */
export function transferIssue(state, issue, actor, target) {
  const source = issue.repository;
  const { number } = issue;
  source.issues.delete(number);
  state.nodes.delete(issue.nodeId);
  Object.assign(issue, { repository: target, number: nextNumber(target), id: state.id(), labels: [] });
  issue.nodeId = state.node('I', issue.id, issue);
  target.issues.set(issue.number, issue);
  source.moved.set(number, issue);
  record(state, issue, 'transferred', actor, { source });
}

export function convertToDiscussion(state, issue, actor) {
  Object.assign(issue, { open: false, closedAt: state.now(), closedBy: actor, locked: true });
  record(state, issue, 'converted_to_discussion', actor, {});
}

// Issues and pull requests are numbered together.
function nextNumber(repository) {
  do repository.lastNumber++;
  while (repository.pulls.has(repository.lastNumber));
  return repository.lastNumber;
}

function record(state, issue, event, actor, extra) {
  const entry = { kind: 'event', id: state.id(), event, actor, createdAt: state.now(), issue, app: null, ...extra };
  entry.nodeId = state.node('E', entry.id, entry);
  issue.timeline.push(entry);
  issue.updatedAt = state.now();
  return entry;
}
