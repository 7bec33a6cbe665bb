// What GitHub accepts though its description does not say so, and Octokit 14 sends. Each is noted in the log entry's `tolerated`
// and is no violation; everything else that is not described is one.

const unread = { '/issues': ['filter'], '/comments': ['sort', 'direction'] };
const commentsOfIssue = /^\/repos\/[^/]+\/[^/]+\/issues\/\d+(\/comments)$/;
const issuesOfRepository = /^\/repos\/[^/]+\/[^/]+(\/issues)$/;
const labelsOfIssue = /^\/repos\/[^/]+\/[^/]+\/issues\/\d+\/labels$/;
const oldRef = /^(\/repos\/[^/]+\/[^/]+\/git)\/refs\/(.+)$/;

/** The request as the description has it, from one that GitHub takes for the same. */
export function described({ method, path, query, body }, entry, refExists) {
  if (method === 'GET' && oldRef.test(path)) {
    // The old address: one ref where the name is whole, else those that begin with it.
    const [, base, name] = oldRef.exec(path);
    entry.tolerated = 'GET git/refs/{ref}';
    return { path: `${base}/${refExists(path) ? 'ref' : 'matching-refs'}/${name}`, query, body };
  }
  const list = method === 'GET' ? (issuesOfRepository.exec(path) ?? commentsOfIssue.exec(path)) : null;
  if (list) {
    const parameters = new URLSearchParams(query);
    const names = unread[list[1]].filter(name => parameters.has(name));
    names.forEach(name => parameters.delete(name));
    if (names.length > 0) entry.tolerated = `query ${names.join(', ')}, which GitHub does not read here`;
    return { path, query: names.length > 0 ? parameters.toString() : query, body };
  }
  if (labelsOfIssue.test(path) && Array.isArray(body)) {
    entry.tolerated = 'labels as a bare list';
    return { path, query, body: { labels: body } };
  }
  return { path, query, body };
}
