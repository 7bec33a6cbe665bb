// Calls every endpoint of the double of GitLab with @gitbeaker/rest: node gitbeaker.mjs http://127.0.0.1:PORT. Exits 0 when all is as documented.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The packages lie in tests/components, not above this file.
const components = createRequire(new URL('../../components/package.json', import.meta.url));
const { Gitlab } = components('@gitbeaker/rest');

const host = process.argv[2];
const fields = JSON.parse(readFileSync(new URL('fields.json', import.meta.url), 'utf8'));
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/;
const checks = {
  integer: Number.isSafeInteger,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  time: (value) => typeof value === 'string' && time.test(value),
};
let passed = 0;

function check(what, condition) {
  if (!condition) throw new Error(`not as documented: ${what}`);
  passed += 1;
}

function hasFields(kind, answer) {
  for (const [name, rule] of Object.entries(fields[kind])) {
    const value = answer[name];
    check(`${kind} has '${name}'`, value !== undefined);
    check(`${kind}.${name} is ${rule}: ${JSON.stringify(value)}`, (value === null && rule.endsWith('?')) || checks[rule.replace('?', '')](value));
  }
  return answer;
}

async function refused(status, message, call) {
  let answer;
  try {
    answer = await call();
  } catch (error) {
    const got = error.cause?.response?.status;
    check(`${got} '${error.message}' is ${status} '${message}'`, got === status && error.message.includes(message));
    return;
  }
  throw new Error(`not refused: ${message}: ${JSON.stringify(answer)}`);
}

const client = (token, options) => new Gitlab({ host, token, ...options });
const names = (list) => list.map((item) => item.username ?? item.name ?? item.path).sort().join(' ');
const [bot, owner, alice, gina, mallory] = ['bot', 'olivia', 'alice', 'gina', 'mallory'].map((name) => client(`glpat-${name}`));
const app = 'acme/app';

// Users, version, tokens.
const me = hasFields('me', await bot.Users.showCurrentUser());
check('the bot is itself', me.username === 'po-bot' && me.bot === true);
hasFields('profile', await bot.Users.show(102));
hasFields('user', (await bot.Users.all({ username: 'ALICE' }))[0]);
check('eight users', (await bot.Users.all({ perPage: 3 })).length === 8);
check('metadata', (await bot.Metadata.show()).version.startsWith('18.'));
check('version', (await bot.Users.requester.get('version')).body.version.startsWith('18.'));
await refused(401, '401 Unauthorized', () => client('glpat-unknown').Users.showCurrentUser());
await refused(401, 'invalid_token', () => client('glpat-old').Users.showCurrentUser());
check('OAuth', (await new Gitlab({ host, oauthToken: 'oauth-alice' }).Users.showCurrentUser()).username === 'alice');

// Projects, groups, members, protected branches.
hasFields('project', await bot.Projects.show(app));
check('by number too', (await bot.Projects.show(501)).path_with_namespace === app);
hasFields('group', await owner.Groups.show('acme/security'));
await refused(404, '404 Project Not Found', () => alice.Projects.show('acme/other'));
hasFields('member', await owner.GroupMembers.show('acme/security', 102, { includeInherited: true }));
check('inherited', (await owner.GroupMembers.show('acme/security', 101, { includeInherited: true })).access_level === 50);
check('the direct one', (await owner.GroupMembers.show('acme/security', 103)).expires_at === '2027-01-31');
await refused(404, '404 Not found', () => owner.GroupMembers.show('acme/security', 101));
check('direct only', names(await owner.GroupMembers.all('acme/security')) === 'alice bob');
check('all of the group', names(await owner.GroupMembers.all('acme/security', { includeInherited: true })) === 'alice bob olivia');
check('direct in the project', (await bot.ProjectMembers.show(app, 104)).access_level === 30);
check('invited, with the lower role', (await bot.ProjectMembers.show(app, 102, { includeInherited: true })).access_level === 20);
check("the project's own", names(await bot.ProjectMembers.all(app)) === 'dave gina mallory po-bot');
check('all of the project', names(await bot.ProjectMembers.all(app, { includeInherited: true })) === 'alice bob dave gina mallory olivia po-bot');
hasFields('protected_branch', await bot.ProtectedBranches.show(app, 'main'));
check('all protections', names(await bot.ProtectedBranches.all(app)) === 'main popipeline/*');

// Labels.
hasFields('label', await bot.ProjectLabels.create(app, 'po::requested', '#112233', { description: 'd' }));
await refused(409, 'Label already exists', () => bot.ProjectLabels.create(app, 'po::requested', '#112233'));
check('listed', names(await bot.ProjectLabels.all(app)) === 'po::requested popipeline');
await bot.ProjectLabels.edit(app, 'po::requested', { color: '#445566', description: 'changed' });
check('changed', (await bot.ProjectLabels.show(app, 'po::requested')).description === 'changed');
await bot.ProjectLabels.create(app, 'gone', '#000000');
await bot.ProjectLabels.remove(app, 'gone');
await refused(404, '404 Label Not Found', () => bot.ProjectLabels.show(app, 'gone'));

// Issues.
const issue = hasFields('issue', await bot.Issues.create(app, 'PO3204: pin', { description: 'body', labels: 'popipeline,po::requested' }));
check('numbers', issue.iid === 1 && issue.project_id === 501 && issue.labels.join() === 'po::requested,popipeline');
const second = await bot.Issues.create(app, 'Second', { confidential: true });
check('a guest does not see it', (await gina.Issues.all({ projectId: app })).length === 1);
check('by label and author', (await bot.Issues.all({ projectId: app, labels: 'popipeline', authorId: 90, state: 'opened' })).length === 1);
check('by word', (await bot.Issues.all({ projectId: app, search: 'PO3204' })).length === 1);
check('by number', (await bot.Issues.all({ projectId: app, iids: [2] }))[0].iid === 2);
check('not by label', (await bot.Issues.all({ projectId: app, not: { labels: 'popipeline' } }))[0].iid === 2);
const closed = hasFields('issue', await bot.Issues.edit(app, 1, { description: 'changed', stateEvent: 'close' }));
check('closed', closed.state === 'closed' && closed.closed_by.username === 'po-bot');
await bot.Issues.edit(app, 1, { stateEvent: 'reopen', addLabels: 'extra', removeLabels: 'po::requested' });
check('labels', (await bot.Issues.show(1, { projectId: app })).labels.join() === 'extra,popipeline');
await refused(403, '403 Forbidden', () => gina.Issues.edit(app, 1, { title: 'mine' }));
await refused(403, '403 Forbidden', () => bot.Issues.remove(app, second.iid));
await owner.Issues.remove(app, second.iid);
await refused(404, '404 Issue Not Found', () => bot.Issues.show(second.iid, { projectId: app }));

// Events.
const [added] = await bot.IssueLabelEvents.all(app, 1);
hasFields('label_event', added);
check('one label event', (await bot.IssueLabelEvents.show(app, 1, added.id)).action === 'add');
const states = await bot.IssueStateEvents.all(app, 1);
hasFields('state_event', states[0]);
check('state events', states.map((event) => event.state).join() === 'closed,reopened');
check('one state event', (await bot.IssueStateEvents.show(app, 1, states[0].id)).state === 'closed');

// Notes.
const note = hasFields('note', await bot.IssueNotes.create(app, 1, '/po approve 0123abcd until 2027-01-31 reason: fine'));
check('kept as it is', note.body.startsWith('/po approve'));
const approval = await alice.IssueNotes.create(app, 1, 'approved');
await refused(403, '403 Forbidden', () => gina.IssueNotes.edit(app, 1, approval.id, { body: 'mine' }));
await mallory.IssueNotes.edit(app, 1, approval.id, { body: 'changed by a maintainer' });
const edited = await bot.IssueNotes.show(app, 1, approval.id);
check('REST tells no editor', edited.author.username === 'alice' && !Object.keys(edited).some((name) => name.includes('edited')));
const dated = await owner.IssueNotes.create(app, 1, 'long ago', { createdAt: '2026-01-01T00:00:00Z' });
check('an owner sets the date, not the number', dated.created_at === '2026-01-01T00:00:00.000Z' && dated.id > approval.id);
check('oldest first', (await bot.IssueNotes.all(app, 1, { sort: 'asc', orderBy: 'created_at' }))[0].id === dated.id);
const page = await bot.IssueNotes.all(app, 1, { perPage: 2, page: 1, showExpanded: true });
check('pages', page.data.length === 2 && page.paginationInfo.next === 2 && page.paginationInfo.perPage === 2 && page.paginationInfo.total > 2);
check('all pages by Link', (await bot.IssueNotes.all(app, 1, { perPage: 2 })).length === page.paginationInfo.total);
await bot.IssueNotes.remove(app, 1, note.id);
await refused(404, '404 Note Not Found', () => bot.IssueNotes.show(app, 1, note.id));

// Branches: of ten that claim a name at once, one gets it.
const claims = await Promise.all(Array.from({ length: 10 }, () =>
  client('glpat-bot').Branches.create(app, 'popipeline/claim/0123', 'main').then(() => true, (error) => {
    check('told why', error.cause.response.status === 400 && error.message === 'Branch already exists');
    return false;
  })));
check('one winner', claims.filter(Boolean).length === 1);
hasFields('branch', await bot.Branches.show(app, 'popipeline/claim/0123'));
check('all branches', names(await bot.Branches.all(app)) === 'change main popipeline/claim/0123');
await bot.Branches.create(app, 'short-lived', 'main');
await bot.Branches.remove(app, 'short-lived');
await refused(404, '404 Branch Not Found', () => bot.Branches.show(app, 'short-lived'));

// Files and commits.
const made = hasFields('commit_detail', await bot.Commits.create(app, 'ledger', 'Add two files', [
  { action: 'create', filePath: 'ledger/a.json', content: '{}\n' },
  { action: 'create', filePath: 'ledger/b.json', content: 'AGI=', encoding: 'base64' },
], { startBranch: 'main', authorName: 'Ada', authorEmail: 'ada@example.com' }));
const file = hasFields('file', await bot.RepositoryFiles.show(app, 'ledger/a.json', 'ledger'));
check('content', Buffer.from(file.content, 'base64').toString() === '{}\n' && file.last_commit_id === made.id);
check('raw', (await bot.RepositoryFiles.showRaw(app, 'ledger/a.json', 'ledger')) === '{}\n');
const commit = (action) => bot.Commits.create(app, 'ledger', 'Change', [action]);
await refused(400, 'A file with this name already exists', () => commit({ action: 'create', filePath: 'ledger/a.json', content: 'x' }));
const newer = await commit({ action: 'update', filePath: 'ledger/a.json', content: '{"a":1}\n', lastCommitId: made.id });
await refused(400, 'has changed since you started editing it', () => commit({ action: 'update', filePath: 'ledger/a.json', content: 'late', lastCommitId: made.id }));
await commit({ action: 'move', filePath: 'ledger/c.json', previousPath: 'ledger/b.json' });
await commit({ action: 'delete', filePath: 'ledger/c.json' });
const log = await bot.Commits.all(app, { refName: 'ledger', path: 'ledger/a.json' });
check('of one file', log.map((item) => item.id).join() === [newer.id, made.id].join());
hasFields('commit', log[0]);
hasFields('commit_detail', await bot.Commits.show(app, 'ledger'));
await bot.RepositoryFiles.create(app, 'one/file.txt', 'ledger', '1', 'Add');
await bot.RepositoryFiles.edit(app, 'one/file.txt', 'ledger', '2', 'Change');
await bot.RepositoryFiles.remove(app, 'one/file.txt', 'ledger', 'Remove');
await refused(404, '404 File Not Found', () => bot.RepositoryFiles.show(app, 'one/file.txt', 'ledger'));
const tree = await bot.Repositories.allRepositoryTrees(app, { ref: 'ledger', recursive: true, perPage: 2, pagination: 'keyset' });
hasFields('tree', tree[0]);
check('tree', tree.filter((item) => item.type === 'blob').map((item) => item.path).join() === '.popipeline/approvers.yml,README.md,ledger/a.json,src/app.cs');

// Audit events.
for (const act of [{ as: 'olivia', group: 'acme', at: '2026-11-20T10:00:00Z', count: 3 }, { as: 'dave', project: 'acme/app', at: '2026-11-21T10:00:00Z' }])
  await fetch(`${host}/__control/auditEvent`, { method: 'POST', body: JSON.stringify(act) });
const events = await owner.AuditEvents.all({ groupId: 'acme', pagination: 'keyset', orderBy: 'id', sort: 'desc', perPage: 2 });
check('newest first', events.length === 3 && events[0].id > events[2].id);
hasFields('audit_event', await owner.AuditEvents.show(events[0].id, { groupId: 'acme' }));
const [event] = await owner.AuditEvents.all({ projectId: app });
check('of a project', (await owner.AuditEvents.show(event.id, { projectId: app })).entity_id === event.entity_id);
check('below', (await owner.Groups.allDescendantGroups('acme')).map((item) => item.full_path).join() === 'acme/security');
check('projects', (await owner.Groups.allProjects('acme', { includeSubgroups: true })).length === 2);

// Merge requests, moved issues, scopes, job tokens.
check('author', hasFields('merge_request', await bot.MergeRequests.show(app, 1)).author.username === 'dave');
check('commits', (await bot.MergeRequests.allCommits(app, 1))[0].author_email === 'dave@example.com');
check('moved', (await bot.Issues.move(app, 1, 502)).project_id === 502);
await refused(403, 'insufficient_scope', () => client('glpat-read').Issues.create(app, 'no'));
const job = new Gitlab({ host, jobToken: 'glcbt-job' });
check('a job reads raw files', (await job.RepositoryFiles.showRaw(app, 'README.md', 'main')) === '# App\n');
await refused(404, '404 Project Not Found', () => job.Issues.show(1, { projectId: app }));
await refused(401, '401 Unauthorized', () => job.IssueNotes.all(app, 1));

console.log(`${passed} checks passed`);
