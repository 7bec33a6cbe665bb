// A git object database in memory, with the object ids that git itself would give.
import crypto from 'node:crypto';

const ofType = { '040000': 'tree', 160000: 'commit' };

export class GitStore {
  objects = new Map();
  refs = new Map();

  /** Stores an object and returns its id. */
  put(type, bytes, value) {
    const sha = crypto.createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
    this.objects.set(sha, { sha, type, bytes, ...value });
    return sha;
  }

  get(sha, type) {
    const found = this.objects.get(sha);
    return found && found.type === type ? found : undefined;
  }

  blob(bytes) {
    return this.put('blob', bytes, {});
  }

  /** Entries are { name, mode, sha }, of one folder. */
  tree(entries) {
    // Git sorts a folder as if its name ended with a slash.
    const key = entry => Buffer.from(entry.mode === '040000' ? `${entry.name}/` : entry.name);
    const sorted = [...entries].sort((a, b) => Buffer.compare(key(a), key(b)));
    const bytes = Buffer.concat(
      sorted.flatMap(({ name, mode, sha }) => [Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`), Buffer.from(sha, 'hex')]),
    );
    return this.put('tree', bytes, { entries: sorted });
  }

  commit({ tree, parents, author, committer, message, authorId, committerId, signature }) {
    const stamp = who => `${who.name} <${who.email}> ${Math.floor(Date.parse(who.date) / 1000)} +0000`;
    const lines = [`tree ${tree}`, ...parents.map(parent => `parent ${parent}`), `author ${stamp(author)}`, `committer ${stamp(committer)}`];
    const signed = signature ? [`gpgsig ${signature.trim().replaceAll('\n', '\n ')}`] : [];
    const bytes = Buffer.from(`${[...lines, ...signed].join('\n')}\n\n${message}`);
    return this.put('commit', bytes, { tree, parents, author, committer, message, authorId, committerId, signature });
  }

  /** Every file under a tree as { path, mode, type, sha, size }, folders included when asked for. */
  list(treeSha, { recursive = true, folders = false } = {}, prefix = '') {
    return this.get(treeSha, 'tree').entries.flatMap(({ name, mode, sha }) => {
      const type = ofType[mode] ?? 'blob';
      const entry = { path: prefix + name, mode, type, sha, ...(type === 'blob' ? { size: this.get(sha, 'blob').bytes.length } : {}) };
      return type === 'tree' && recursive ? [...(folders ? [entry] : []), ...this.list(sha, { recursive, folders }, `${entry.path}/`)] : [entry];
    });
  }

  /** The tree after changes, each { path, mode, sha }; a null sha takes the path away, file or folder. */
  change(baseTree, changes) {
    const entries = new Map(baseTree ? this.get(baseTree, 'tree').entries.map(entry => [entry.name, entry]) : []);
    const below = new Map();
    for (const { path, mode, sha } of changes) {
      const [name, ...rest] = path.split('/');
      if (rest.length > 0) {
        below.set(name, [...(below.get(name) ?? []), { path: rest.join('/'), mode, sha }]);
      } else if (sha === null) {
        entries.delete(name);
      } else {
        entries.set(name, { name, mode, sha });
      }
    }
    for (const [name, inner] of below) {
      const existing = entries.get(name);
      const sha = this.change(existing?.mode === '040000' ? existing.sha : null, inner);
      if (this.get(sha, 'tree').entries.length > 0) entries.set(name, { name, mode: '040000', sha });
      else entries.delete(name);
    }
    return this.tree([...entries.values()]);
  }

  /** The entry at a path of a commit's tree, the root itself for an empty path. */
  at(commitSha, path) {
    let entry = { name: '', mode: '040000', sha: this.get(commitSha, 'commit').tree };
    for (const name of path.split('/').filter(Boolean)) {
      entry = entry.mode === '040000' ? this.get(entry.sha, 'tree').entries.find(candidate => candidate.name === name) : undefined;
      if (!entry) return undefined;
    }
    return { ...entry, path, type: ofType[entry.mode] ?? 'blob' };
  }

  /** The commits from one back to the roots, newest first along first parents, each once. */
  history(sha) {
    const seen = new Set();
    const queue = [sha];
    const found = [];
    while (queue.length > 0) {
      const next = queue.shift();
      if (seen.has(next)) continue;
      seen.add(next);
      const commit = this.get(next, 'commit');
      found.push(commit);
      queue.push(...commit.parents);
    }
    return found;
  }

  isAncestor(ancestor, sha) {
    return this.history(sha).some(commit => commit.sha === ancestor);
  }

  /** The commit that a branch, a tag, a full ref or an id names. */
  resolve(name) {
    const sha =
      this.refs.get(name) ?? this.refs.get(`refs/${name}`) ?? this.refs.get(`refs/heads/${name}`) ?? this.refs.get(`refs/tags/${name}`) ?? name;
    if (this.get(sha, 'commit')) return sha;
    const short = /^[0-9a-f]{7,39}$/.test(name)
      ? [...this.objects.values()].filter(found => found.type === 'commit' && found.sha.startsWith(name))
      : [];
    return short.length === 1 ? short[0].sha : undefined;
  }
}
