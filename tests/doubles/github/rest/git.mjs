// The git database: refs, commits, trees and blobs, with the races and refusals of the real one.
import { HttpError, page } from './answers.mjs';

const validation = message => new HttpError(422, message);
const commitOf = ({ repository }, sha) => {
  const commit = repository.git.get(sha, 'commit');
  if (!commit) throw validation('Object does not exist');
  return commit;
};
const refOf = ({ repository, path }) => {
  const name = `refs/${path.ref}`;
  if (!repository.git.refs.has(name)) throw new HttpError(404, 'Not Found');
  return name;
};
const shown = (context, name) => context.git.ref(context.repository, name, context.repository.git.refs.get(name));
// A protected branch takes no direct push; an installation on its bypass list does.
const guard = ({ repository, token }, name) => {
  const rule = repository.protection.get(name.replace(/^refs\/heads\//, ''));
  if (rule && !(rule.bypass ?? []).includes(token.app?.slug ?? token.actor.login)) {
    throw validation('Repository rule violations found\n\nChanges must be made through a pull request.\n\n');
  }
};
const moved = (context, name, sha) => {
  context.repository.git.refs.set(name, sha);
  context.repository.pushedAt = context.state.now();
};

export const git = {
  'git/get-ref': { needs: 'contents:read', run: context => ({ body: shown(context, refOf(context)) }) },
  'git/list-matching-refs': {
    needs: 'contents:read',
    run: context => ({
      body: [...context.repository.git.refs.keys()]
        .filter(name => name.startsWith(`refs/${context.path.ref}`))
        .sort()
        .map(name => shown(context, name)),
    }),
  },
  'git/create-ref': {
    needs: 'contents:write',
    role: 'write',
    run: context => {
      const { ref, sha } = context.body;
      if (!/^refs\/[^/]+\/.+/.test(ref)) throw validation('Reference name must contain at least three slash-separated components.');
      if (context.repository.git.refs.has(ref)) throw validation('Reference already exists');
      const below = [...context.repository.git.refs.keys()].some(name => name.startsWith(`${ref}/`) || ref.startsWith(`${name}/`));
      if (below) throw validation('Reference update failed');
      commitOf(context, sha);
      moved(context, ref, sha);
      return { status: 201, body: shown(context, ref) };
    },
  },
  'git/update-ref': {
    needs: 'contents:write',
    role: 'write',
    run: context => {
      const name = `refs/${context.path.ref}`;
      const current = context.repository.git.refs.get(name);
      if (!current) throw validation('Reference does not exist');
      guard(context, name);
      commitOf(context, context.body.sha);
      if (context.body.force !== true && !context.repository.git.isAncestor(current, context.body.sha))
        throw validation('Update is not a fast forward');
      moved(context, name, context.body.sha);
      return { body: shown(context, name) };
    },
  },
  'git/delete-ref': {
    needs: 'contents:write',
    role: 'write',
    run: context => {
      const name = `refs/${context.path.ref}`;
      if (!context.repository.git.refs.has(name)) throw validation('Reference does not exist');
      guard(context, name);
      context.repository.git.refs.delete(name);
      return { status: 204 };
    },
  },
  'git/create-blob': {
    needs: 'contents:write',
    role: 'write',
    run: context => {
      const { content, encoding = 'utf-8' } = context.body;
      const sha = context.repository.git.blob(Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'));
      return { status: 201, body: { sha, url: context.git.blob(context.repository, context.repository.git.get(sha, 'blob')).url } };
    },
  },
  'git/get-blob': {
    needs: 'contents:read',
    run: context => {
      const blob = context.repository.git.get(context.path.file_sha, 'blob');
      if (!blob) throw new HttpError(404, 'Not Found');
      return { body: context.git.blob(context.repository, blob) };
    },
  },
  'git/create-tree': {
    needs: 'contents:write',
    role: 'write',
    run: context => {
      const store = context.repository.git;
      const { tree, base_tree: base } = context.body;
      const baseTree = base ? (store.get(base, 'tree') ? base : store.get(base, 'commit')?.tree) : null;
      if (base && !baseTree) throw new HttpError(404, 'Not Found');
      const changes = tree.map(entry => {
        if (!entry.path || entry.path.startsWith('/') || entry.path.split('/').some(part => ['', '.', '..', '.git'].includes(part)))
          throw validation('tree.path contains a malformed path component');
        const sha = entry.content === undefined ? entry.sha : store.blob(Buffer.from(entry.content));
        if (sha === undefined || (sha !== null && !store.objects.has(sha)))
          throw validation(`tree.sha ${sha} is not a valid ${entry.type ?? 'blob'}`);
        return { path: entry.path, mode: entry.mode ?? '100644', sha };
      });
      const sha = store.change(baseTree, changes);
      return { status: 201, body: context.git.tree(context.repository, sha, store.list(sha, { recursive: false })) };
    },
  },
  'git/get-tree': {
    needs: 'contents:read',
    run: context => {
      const store = context.repository.git;
      const commit = store.resolve(context.path.tree_sha);
      const sha = store.get(context.path.tree_sha, 'tree') ? context.path.tree_sha : commit && store.get(commit, 'commit').tree;
      if (!sha) throw new HttpError(404, 'Not Found');
      return {
        body: context.git.tree(context.repository, sha, store.list(sha, { recursive: context.query.recursive !== undefined, folders: true })),
      };
    },
  },
  'git/create-commit': {
    needs: 'contents:write',
    role: 'write',
    run: context => {
      const { state, repository, actor, body } = context;
      const store = repository.git;
      if (!store.get(body.tree, 'tree')) throw validation('Tree SHA does not exist');
      (body.parents ?? []).forEach(parent => {
        if (!store.get(parent, 'commit')) throw validation('Parent SHA does not exist or is not a commit object');
      });
      const self = { name: actor.name ?? actor.login, email: state.emailOf(actor), date: state.now() };
      const author = { ...self, ...body.author };
      const committer = { ...(body.author ? author : self), ...body.committer };
      const account = who => [...state.users.values()].find(user => state.emailOf(user) === who.email)?.id;
      const sha = store.commit({
        tree: body.tree,
        parents: body.parents ?? [],
        author,
        committer,
        message: body.message,
        authorId: account(author),
        committerId: account(committer),
        signature: body.signature,
      });
      return { status: 201, body: context.git.gitCommit(repository, store.get(sha, 'commit')) };
    },
  },
  'git/get-commit': {
    needs: 'contents:read',
    run: context => {
      const commit = context.repository.git.get(context.path.commit_sha, 'commit');
      if (!commit) throw new HttpError(404, 'Not Found');
      return { body: context.git.gitCommit(context.repository, commit) };
    },
  },
};

export const commits = {
  'repos/list-commits': {
    needs: 'contents:read',
    run: context => {
      const { repository, query } = context;
      const store = repository.git;
      const start = store.resolve(query.sha ?? repository.defaultBranch);
      if (!start) throw new HttpError(404, 'Not Found');
      const touches = commit => {
        const now = store.at(commit.sha, query.path)?.sha;
        return commit.parents.length === 0 ? now !== undefined : commit.parents.every(parent => store.at(parent, query.path)?.sha !== now);
      };
      const by = commit =>
        commit.author.email === query.author || context.state.users.get(commit.authorId)?.login.toLowerCase() === query.author.toLowerCase();
      const found = store
        .history(start)
        .filter(commit => !query.path || touches(commit))
        .filter(commit => !query.author || by(commit))
        .filter(commit => !query.since || Date.parse(commit.committer.date) >= Date.parse(query.since))
        .filter(commit => !query.until || Date.parse(commit.committer.date) <= Date.parse(query.until));
      return page(context, found, commit => context.git.commit(repository, commit));
    },
  },
  'repos/get-commit': {
    needs: 'contents:read',
    run: context => {
      const sha = context.repository.git.resolve(context.path.ref);
      if (!sha) throw validation(`No commit found for SHA: ${context.path.ref}`);
      return {
        body: {
          ...context.git.commit(context.repository, context.repository.git.get(sha, 'commit')),
          stats: { total: 0, additions: 0, deletions: 0 },
          files: [],
        },
      };
    },
  },
};
