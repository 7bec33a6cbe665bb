// Repositories, their branches, files and pull requests.
import { HttpError, page } from './answers.mjs';

// GitHub shows no more of a folder; the tree has all.
const mostListed = 1000;
const rawType = /application\/vnd\.github\.(v3\.)?raw/;
const missing = () => new HttpError(404, 'Not Found');
const branchOf = ({ repository, path }) => {
  const sha = repository.git.refs.get(`refs/heads/${path.branch}`);
  if (!sha) throw new HttpError(404, 'Branch not found');
  return sha;
};
const pullOf = ({ repository, path }) =>
  repository.pulls.get(Number(path.pull_number)) ??
  (() => {
    throw missing();
  })();

// Files are written with a compare-and-swap on the blob that they replace.
function write(context, content) {
  const { repository, body, path, state, actor } = context;
  const branch = body.branch ?? repository.defaultBranch;
  const head = repository.git.refs.get(`refs/heads/${branch}`);
  if (!head) throw new HttpError(404, `Branch ${branch} not found`);
  const rule = repository.protection.get(branch);
  if (rule && !(rule.bypass ?? []).includes(context.token.app?.slug ?? actor.login))
    throw new HttpError(409, 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n');
  const present = repository.git.at(head, path.path);
  if (present && !body.sha) throw new HttpError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (present?.sha !== body.sha) throw new HttpError(409, `${path.path} does not match ${body.sha}`);
  if (!present && content === null) throw missing();
  const sha = state.commitFiles(
    repository,
    branch,
    { [path.path]: content },
    { author: actor, message: body.message, ...(body.author ? { email: body.author.email } : {}) },
  );
  const file = content === null ? null : context.git.file(repository, repository.git.at(sha, path.path), branch, false);
  return { status: present ? 200 : 201, body: { content: file, commit: context.git.gitCommit(repository, repository.git.get(sha, 'commit')) } };
}

export const repositories = {
  'repos/get': { run: context => ({ body: context.show.repositoryFull(context.repository, context.token ? roleOf(context) : 'read') }) },
  'repos/list-branches': {
    needs: 'contents:read',
    run: context => {
      const { repository, query } = context;
      const names = [...repository.git.refs.keys()]
        .filter(name => name.startsWith('refs/heads/'))
        .map(name => name.slice(11))
        .sort();
      const wanted =
        query.protected === undefined ? names : names.filter(name => repository.protection.has(name) === (String(query.protected) === 'true'));
      return page(context, wanted, name => context.git.branch(repository, name, repository.git.refs.get(`refs/heads/${name}`)));
    },
  },
  'repos/get-branch': {
    needs: 'contents:read',
    run: context => ({ body: context.git.branchFull(context.repository, context.path.branch, branchOf(context)) }),
  },
  'repos/get-branch-protection': {
    needs: 'administration:read',
    role: 'admin',
    run: context => {
      branchOf(context);
      if (!context.repository.protection.has(context.path.branch)) throw new HttpError(404, 'Branch not protected');
      return { body: context.git.protection(context.repository, context.path.branch) };
    },
  },
  'repos/get-branch-rules': { run: context => page(context, context.repository.protection.get(context.path.branch)?.ruleset ?? [], rule => rule) },
  'repos/get-content': {
    needs: 'contents:read',
    run: context => {
      const { repository, path, query } = context;
      const name = query.ref ?? repository.defaultBranch;
      const commit = repository.git.resolve(name);
      if (!commit) throw new HttpError(404, `No commit found for the ref ${name}`);
      const found = repository.git.at(commit, path.path);
      if (!found) throw missing();
      if (found.type === 'blob' && rawType.test(context.accept)) {
        return {
          body: repository.git.get(found.sha, 'blob').bytes,
          headers: { 'content-type': `${rawType.exec(context.accept)[0]}; charset=utf-8` },
        };
      }
      return {
        body:
          found.type === 'tree'
            ? repository.git
                .list(found.sha, { recursive: false })
                .slice(0, mostListed)
                .map(entry => context.git.file(repository, { ...entry, path: [found.path, entry.path].filter(Boolean).join('/') }, name, false))
            : context.git.file(repository, found, name, true),
      };
    },
  },
  'repos/create-or-update-file-contents': {
    needs: 'contents:write',
    role: 'write',
    run: context => write(context, Buffer.from(context.body.content, 'base64')),
  },
  'repos/delete-file': { needs: 'contents:write', role: 'write', run: context => write({ ...context, body: context.body ?? context.query }, null) },
  'repos/list-collaborators': {
    role: 'write',
    run: context => page(context, people(context.state, context.repository), user => collaborator(context, user)),
  },
  'repos/check-collaborator': {
    role: 'write',
    run: context => {
      const user = context.state.account(context.path.username);
      if (!user || !people(context.state, context.repository).includes(user)) throw missing();
      return { status: 204 };
    },
  },
  'repos/get-collaborator-permission-level': {
    run: context => {
      const user = context.state.account(context.path.username);
      if (!user || user.kind !== 'user') throw new HttpError(404, `${context.path.username} is not a user`);
      const role = context.state.roleOf(context.repository, user);
      // The legacy field knows four levels.
      return { body: { permission: { maintain: 'write', triage: 'read' }[role] ?? role, role_name: role, user: collaborator(context, user) } };
    },
  },
  'pulls/list': {
    needs: 'pull_requests:read',
    run: context =>
      page(
        context,
        [...context.repository.pulls.values()].filter(
          pull => (context.query.state ?? 'open') === 'all' || pull.merged === (context.query.state === 'closed'),
        ),
        context.git.pull,
      ),
  },
  'pulls/get': { needs: 'pull_requests:read', run: context => ({ body: context.git.pullFull(pullOf(context)) }) },
  'pulls/list-commits': {
    needs: 'pull_requests:read',
    run: context => {
      const pull = pullOf(context);
      const store = context.repository.git;
      const base = new Set(store.history(pull.baseSha).map(commit => commit.sha));
      return page(
        context,
        store
          .history(pull.headSha)
          .filter(commit => !base.has(commit.sha))
          .reverse(),
        commit => context.git.commit(context.repository, commit),
      );
    },
  },
  'repos/list-pull-requests-associated-with-commit': {
    needs: 'pull_requests:read',
    run: context => {
      const store = context.repository.git;
      if (!store.get(context.path.commit_sha, 'commit')) throw new HttpError(422, `No commit found for SHA: ${context.path.commit_sha}`);
      return page(
        context,
        [...context.repository.pulls.values()].filter(
          pull => store.isAncestor(context.path.commit_sha, pull.headSha) && !store.isAncestor(context.path.commit_sha, pull.baseSha),
        ),
        context.git.pull,
      );
    },
  },
};

const people = (state, repository) =>
  [...state.users.values()].filter(
    user =>
      user.type === 'User' &&
      (repository.collaborators.has(user.id) || (state.roleOf(repository, user) !== 'none' && repository.owner.members?.has(user.id))),
  );
const roleOf = ({ state, token, repository }) => (token.kind === 'app' ? 'write' : state.roleOf(repository, token.actor));
const collaborator = ({ state, repository, show }, user) => {
  const role = state.roleOf(repository, user);
  return { ...show.user(user), permissions: show.repositoryFull(repository, role).permissions, role_name: role };
};
